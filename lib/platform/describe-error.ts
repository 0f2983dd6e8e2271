import { errorMessage } from '#lib/platform/errors.ts'
import { sourceFrames } from '#lib/platform/source-frames.ts'

/** What a log line tells of an error. */
export type DescribedError = {
  type: string
  message: string
  stack?: string
  code?: string
  constraint?: string
  cause?: DescribedError
}

/** causes told one inside the other */
const deepest = 5

/** A frame begins so; a line of a message that looks like one is still only text. */
const frame = /^ {4}at /

/** Where it was thrown, without the message at its head. */
function framesOf({ stack, message }: Error): string | undefined {
  if (stack === undefined) return undefined
  const begin = message === '' ? 0 : stack.indexOf(message)
  // Somebody changed the message afterwards: where it ends cannot be told, so nothing is.
  if (begin < 0) return undefined
  const frames = stack
    .slice(begin + message.length)
    .split('\n')
    .filter((line) => frame.test(line))
  return frames.length > 0 ? sourceFrames(frames.join('\n')) : undefined
}

/** JSON.parse quotes the text that it could not read. */
const withoutQuotedJson = (text: string) =>
  text.replace(/"[^]*" is not valid JSON/, 'the text is not valid JSON')

const textOf = (value: unknown, name: string): string | undefined => {
  const found: unknown = typeof value === 'object' && value !== null && Reflect.get(value, name)
  return typeof found === 'string' ? found : undefined
}

/**
 * An error for a log line: type, message, stack, code and causes, and nothing else. Libraries hang what they were given
 * on their errors (parameters, rows, URLs with passwords, headers), so what is not named here stays inside.
 */
export function describeError(error: unknown, depth = 0): DescribedError | string {
  if (!(error instanceof Error)) {
    const text = typeof error === 'string' ? error : `a thrown ${typeof error}`
    return withoutQuotedJson(text)
  }
  const stack = framesOf(error)
  const code = textOf(error, 'code')
  const constraint = textOf(error, 'constraint_name') ?? textOf(error, 'constraint')
  const cause =
    depth < deepest && error.cause !== undefined && describeError(error.cause, depth + 1)
  return {
    type: error.name,
    message: withoutQuotedJson(errorMessage(error)),
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(typeof cause === 'object' && { cause }),
  }
}
