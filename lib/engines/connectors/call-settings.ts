import { z } from 'zod'

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
export const callSettings = {
  timeout_s: seconds(10).meta({
    title: 'Timeout (s)',
    description: 'From the end of the input to the first sign of an answer',
  }),
  connect_timeout_s: seconds(5).meta({ title: 'Connect timeout (s)' }),
  idle_timeout_s: seconds(10).meta({
    title: 'Idle timeout (s)',
    description: 'Between two pieces of the answer',
  }),
  total_timeout_s: seconds(30).meta({
    title: 'Total timeout (s)',
    description: 'For a turn with all its attempts, the length of its audio added',
  }),
  max_attempts: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .meta({ title: 'Attempts', description: 'Tries in total at one turn' }),
  breaker_failures: z.int().min(0).max(1_000).default(5).meta({
    title: 'Breaker',
    description: 'Consecutive failures after which the target is left alone; 0 never',
  }),
  breaker_open_s: seconds(30).meta({
    title: 'Breaker pause (s)',
    description: 'Until one request tries whether the target is back',
  }),
  pace: z.number().min(0).max(100).optional().meta({
    title: 'Pace',
    description: '1 speaks in real time, 0 as fast as possible; VOICE_PACE when empty',
  }),
}

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

/** Values that templates of a target may use as `{{var.name}}`. */
export const Variables = z.record(
  z.string().regex(/^[A-Za-z][\w-]*$/, 'is not a name'),
  z.string().max(16_384),
)
