type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** `value` without its undefined entries: "not given" and "set to nothing" stay apart. */
export function definedValues<T extends object>(value: T): Defined<T> {
  const defined: Defined<T> = {}
  for (const key of Object.keys(value) as (keyof T)[])
    if (value[key] !== undefined) defined[key] = value[key] as Exclude<T[keyof T], undefined>
  return defined
}
