import { z } from 'zod'

import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'
import { ToolMocks } from '#lib/engines/validation/tools/tool-mocks.ts'

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const ours =
  /^(host$|connection$|content-|transfer-|expect$|upgrade$|keep-alive$|te$|sec-websocket-)/i

/** A header's name that settings may use; what the transport writes itself is not among them. */
export const HeaderName = z
  .string()
  .regex(token, 'is not a header name')
  .refine((name) => !ours.test(name), 'is set by the connector')

/** Printable ASCII: nothing in it can end the header. */
export const HeaderValue = z
  .string()
  .max(4_096)
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')

const seconds = (fallback: number) => z.number().min(0.001).max(300).default(fallback)

/** Settings that every call over a network has. */
export const callSettings = foldAllBut({
  timeout_s: seconds(10).meta({
    title: 'Timeout (s)',
    description: 'The longest wait from the end of the input to the first sign of an answer',
  }),
  connect_timeout_s: seconds(5).meta({
    title: 'Connect timeout (s)',
    description: 'The longest wait for the connection itself',
  }),
  idle_timeout_s: seconds(10).meta({
    title: 'Longest gap within an answer (s)',
    description: 'The call fails when nothing arrives for so long in the middle of an answer',
  }),
  total_timeout_s: seconds(30).meta({
    title: 'Total timeout (s)',
    description: 'For a turn with all its attempts, the length of its audio added',
  }),
  max_attempts: z.int().min(1).max(10).default(3).meta({
    title: 'Attempts',
    description: 'How often one turn is tried at most, including the first time',
  }),
  breaker_failures: z.int().min(0).max(1_000).default(5).meta({
    title: 'Pause after failures',
    description:
      'After so many failed calls in a row, Earshot stops calling this target for a while. 0 never stops',
  }),
  breaker_open_s: seconds(30).meta({
    title: 'Length of that pause (s)',
    description: 'Then one call tries whether the target answers again',
  }),
  pace: z.number().min(0).max(100).optional().meta({
    title: 'Speaking speed',
    description:
      '1 speaks as fast as a person, 2 twice as fast, 0 as fast as the connection allows. Empty: the setting VOICE_PACE of the server',
  }),
})

/** How a request proves who sends it. */
export const authSettings = {
  auth: z.enum(['none', 'bearer', 'basic', 'header', 'query']).meta({
    title: 'Authentication',
    description: 'bearer, header and query send the token, basic user name and password',
  }),
  auth_name: z.string().min(1).max(128).regex(token, 'is not a name').meta({
    title: 'Name of the credential',
    description: 'The header, or the parameter of the address, that carries the token',
  }),
  auth_prefix: HeaderValue.meta({
    title: 'Prefix of the credential',
    description: 'Written before the token in its header',
  }),
}

const secret = z.string().max(4_096).optional()

/** Credentials; which of them are needed is for the settings to say. */
export const callSecrets = {
  token: secret.meta({ title: 'Token', description: 'For bearer, header and query' }),
  username: secret.meta({ title: 'User name', description: 'For basic' }),
  password: secret.meta({ title: 'Password', description: 'For basic' }),
}

/** What tools answer that we run, in conversations whose case has no mock that fits. */
export const mockSettings = {
  mocks: ToolMocks.optional().meta({
    title: 'Mocks',
    description:
      'What tools answer that Earshot runs for the voice AI, where no mock of the case fits: { tool, arguments, result or error }. They may stay unused',
    examples: [[{ tool: 'get_order', arguments: { order: 'A7' }, result: { status: 'shipped' } }]],
  }),
}

/** Why settings with mocks cannot stand; null when all is well. */
export const mocksUnused = (mocks: readonly unknown[] | undefined, runsTools: boolean) =>
  mocks === undefined || mocks.length === 0 || runsTools
    ? null
    : 'cannot be served: with these settings the voice AI lets nobody run its tools'

/** Values that templates of a target may use as `{{var.name}}`. */
export const Variables = z.record(
  z.string().regex(/^[A-Za-z][\w-]*$/, 'is not a name'),
  z.string().max(16_384),
)
