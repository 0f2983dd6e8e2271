import { AppError } from '#lib/platform/errors.ts'
import { foreignFaults } from '#lib/platform/format/foreign-faults.ts'

/** What React writes for values that JSON has not; references to other parts come with forms only. */
const marked = /^\$(?:\$|(?:undefined|NaN|Infinity|-Infinity|-0)$|D\d{4}-|n-?\d{1,300}$)/

/** `$0:0:input`: what was written before at this place of the same arguments. */
function leadsSomewhere(mark: string, root: unknown): boolean {
  const [start, ...keys] = mark.split(':')
  if (start !== '$0' || keys.length === 0) return false
  let at: unknown = root
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false
    at = Reflect.get(at, key)
  }
  return typeof at === 'object'
}

function hasForeignMark(value: unknown, root: unknown): boolean {
  if (typeof value === 'string')
    return value.startsWith('$') && !marked.test(value) && !leadsSomewhere(value, root)
  if (value === null || typeof value !== 'object') return false
  return Object.values(value).some((inner) => hasForeignMark(inner, root))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Why the arguments of a server action cannot be read, as a page of ours would never send them; null when they can. */
export function argumentsFault(text: string): string | null {
  const value = parsed(text)
  if (!Array.isArray(value)) return 'The arguments are no list in JSON'
  const faults = foreignFaults(value)
  // A text that cannot be kept is the action's to tell, by its field; of many none is from a page.
  const [whole] = faults.filter(({ path }) => path === '')
  if (whole) return `The list of arguments ${whole.message}`
  if (faults.length > 10) return 'The arguments hold texts that cannot be kept'
  return hasForeignMark(value, value) ? 'The arguments refer to what was not sent along' : null
}

/** Throws `AppError` for a call of a server action whose arguments cannot be read: the framework would answer 500. */
export async function checkActionCall(request: Request): Promise<void> {
  if (request.method !== 'POST' || !request.headers.has('next-action')) return
  if (!/^text\/plain\b/i.test(request.headers.get('content-type') ?? '')) return
  const fault = argumentsFault(await request.text())
  if (fault !== null) throw new AppError('invalid', fault)
}
