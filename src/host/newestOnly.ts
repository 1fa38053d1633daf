/** Work by key, one piece at a time: of what is asked for while a piece is under way only the newest is done. */
export class NewestOnly {
  private readonly waiting = new Map<string, (() => Promise<void>) | undefined>();

  /** @param work does not reject */
  run(key: string, work: () => Promise<void>): void {
    if (this.waiting.has(key)) this.waiting.set(key, work);
    else void this.workOff(key, work);
  }

  private async workOff(key: string, work: () => Promise<void>): Promise<void> {
    let next: (() => Promise<void>) | undefined = work;
    while (next) {
      this.waiting.set(key, undefined);
      await next();
      next = this.waiting.get(key);
    }
    this.waiting.delete(key);
  }
}
