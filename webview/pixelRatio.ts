/** Tells when the page has got more or fewer device pixels for each of its own, as on another screen. */
export function onPixelRatioChange(changed: () => void): void {
  const former = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const tell = () => {
    changed();
    onPixelRatioChange(changed);
  };
  former.addEventListener('change', tell, { once: true });
}
