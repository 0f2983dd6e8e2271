type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** `value` without its undefined entries: "not given" and "set to nothing" stay apart. */
export function definedValues<T extends object>(value: T): Defined<T> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.fromEntries(entries) as Defined<T>
}
