import { z } from 'zod'

/** One thing that was said. */
export const Message = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.string().max(100_000),
})
export type Message = z.output<typeof Message>

/** Messages beyond this are the oldest and leave. */
export const maxMessages = 400

/** The conversation after one more turn; what was not understood or not said leaves no message. */
export function withTurn(before: readonly Message[], user: string, assistant: string): Message[] {
  const said: Message[] = [
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
  ]
  return [...before, ...said.filter(({ content }) => content !== '')].slice(-maxMessages)
}
