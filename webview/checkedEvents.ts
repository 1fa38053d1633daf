import * as v from 'valibot';

type Handlers<Events> = { readonly [Name in keyof Events]: (value: Events[Name]) => void };

/** The handlers behind a check of what they are given. What is malformed is told on the console and dropped. */
export function checkedEvents<Events extends object>(
  shapes: { readonly [Name in keyof NoInfer<Events>]: v.GenericSchema },
  handlers: Handlers<Events>,
): Record<string, (value: never) => void> {
  const names = Object.keys(shapes) as (keyof Events & string)[];
  return Object.fromEntries(
    names.map(name => [
      name,
      (value: never) => {
        const result = v.safeParse(shapes[name], value);
        if (result.success) handlers[name](value);
        else console.error(`The host sent a malformed ${name}: ${result.issues[0].message}`);
      },
    ]),
  );
}
