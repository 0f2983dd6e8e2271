/** Only these may be named by a configuration file: it must not be a way to read the server's own secrets. */
const prefixes = [
  'GITHUB',
  'GITLAB',
  'BITBUCKET',
  'AZURE_DEVOPS',
  'JENKINS',
  'JIRA',
  'SLACK',
  'SMTP',
  'EMAIL',
  'WEBHOOK',
  'INTEGRATION',
]
const allowed = new RegExp(`^(?:${prefixes.join('|')})_[A-Z0-9_]+$`)
const listed = prefixes.map((prefix) => `${prefix}_`).join(', ')
const placeholder = /\$\{([^}]*)\}/g

export type PlaceholderFault = { path: string; message: string }

/**
 * Replaces `${NAME}` in every text of `value`, never in keys, by the environment's variable of that name. Faults name
 * the place and the variable, never a value.
 */
export function resolvePlaceholders(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): { value: unknown; faults: PlaceholderFault[] } {
  const faults: PlaceholderFault[] = []
  const text = (raw: string, path: string) =>
    raw.replaceAll(placeholder, (all: string, name: string) => {
      const found = allowed.test(name) ? environment[name] : undefined
      if (found !== undefined && found !== '') return found
      const message = allowed.test(name)
        ? `the environment has no variable ${name}`
        : `${name} may not be read from here; names begin with one of ${listed}`
      faults.push({ path, message })
      return all
    })
  const visit = (part: unknown, path: string): unknown => {
    if (typeof part === 'string') return text(part, path)
    if (Array.isArray(part)) return part.map((inner, index) => visit(inner, `${path}[${index}]`))
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [
        key,
        visit(inner, path === '' ? key : `${path}.${key}`),
      ]),
    )
  }
  return { value: visit(value, ''), faults }
}
