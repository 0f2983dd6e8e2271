const pattern = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g

/** Names used as `${name}` in any text of `value` that `variables` does not define, each once. */
export function unknownVariables(value: unknown, variables: Record<string, string>): string[] {
  const unknown = new Set<string>()
  const visit = (part: unknown): void => {
    if (typeof part === 'string')
      for (const [, name = ''] of part.matchAll(pattern))
        if (!Object.hasOwn(variables, name)) unknown.add(name)
    if (part !== null && typeof part === 'object') Object.values(part).forEach(visit)
  }
  visit(value)
  return [...unknown]
}

/** `value` with each `${name}` of its texts replaced. Unknown names stay as they are. */
export function resolveVariables<T>(value: T, variables: Record<string, string>): T {
  const resolve = (part: unknown): unknown => {
    if (typeof part === 'string')
      return part.replace(pattern, (whole, name: string) =>
        Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole,
      )
    if (Array.isArray(part)) return part.map(resolve)
    if (part !== null && typeof part === 'object')
      return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, resolve(item)]))
    return part
  }
  return resolve(value) as T
}

export type VariableUse = { name: string; path: (string | number)[] }

/** Every use of `${name}` in the texts of `value`, with its place. */
export function variableUses(value: unknown): VariableUse[] {
  const visit = (part: unknown, path: (string | number)[]): VariableUse[] => {
    if (typeof part === 'string')
      return [...part.matchAll(pattern)].map(([, name = '']) => ({ name, path }))
    if (Array.isArray(part)) return part.flatMap((item, index) => visit(item, [...path, index]))
    if (part !== null && typeof part === 'object')
      return Object.entries(part).flatMap(([key, item]) => visit(item, [...path, key]))
    return []
  }
  return visit(value, [])
}
