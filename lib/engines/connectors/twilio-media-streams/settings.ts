import { z } from 'zod'

import { callSettings, HeaderName, HeaderValue } from '#lib/engines/connectors/call-settings.ts'
import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'
import { fillText, templateOf, urlTemplate } from '#lib/engines/connectors/template.ts'
import { dialects } from '#lib/engines/connectors/twilio-media-streams/messages.ts'

/** What a template may name. */
const names = ['language', 'language_base', 'user_id', 'correlation', 'call_sid']

/** twilio.com/docs/voice/twiml/stream: name and value of a custom parameter have this many characters at most. */
const maxParameter = 500

const Parameters = z
  .record(z.string().min(1).max(200), templateOf(z.string(), names))
  .refine(
    (parameters) =>
      Object.entries(parameters).every(
        ([name, value]) => name.length + fillText(value, {}).length <= maxParameter,
      ),
    `name and value must not be longer than ${maxParameter} characters together`,
  )

/** Silence between two pieces of an answer is its end here, and no fault. */
const { idle_timeout_s: _idle, ...calling } = callSettings

const address = urlTemplate(['ws:', 'wss:'], names)

/** Settings of an agent's server that takes calls over Media Streams. */
export const TwilioConfig = z.object(
  foldAllBut(
    {
      url: address.default('ws://localhost:5050/media-stream').meta({
        title: 'Address',
        description:
          'Of the agent’s WebSocket, as in the url of <Stream>. Twilio itself calls wss:// only, without a query',
      }),
      dialect: z.enum(dialects).default('twilio').meta({
        title: 'Carrier',
        description:
          'Whose form of Media Streams is spoken; with telnyx, what the agent sends need not name the stream',
      }),
      custom_parameters: Parameters.default({}).meta({
        title: 'Custom parameters',
        description:
          'As in <Parameter> of <Stream>; may use {{language}}, {{language_base}}, {{user_id}}, {{correlation}}, {{call_sid}}',
      }),
      account_sid: z
        .string()
        .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits')
        .default(`AC${'0'.repeat(32)}`)
        .meta({ title: 'Account SID', description: 'The account id that is sent to the agent' }),
      signature_url: address.optional().meta({
        title: 'Signed address',
        description:
          'What X-Twilio-Signature is computed over, where the agent knows itself by another address; the address when empty',
      }),
      headers: z
        .record(HeaderName, templateOf(HeaderValue, names))
        .default({})
        .meta({
          title: 'Headers',
          description: 'Added to the request. Their values are masked in the evidence',
          examples: [{ 'X-Team': 'voice-qa' }],
        }),
      agent_speaks_first: z.boolean().default(true).meta({
        title: 'The agent speaks first',
        description: 'The caller waits for the end of its greeting, which is not part of a reply',
      }),
      greeting_timeout_s: z.number().min(0.1).max(60).default(10).meta({
        title: 'Greeting timeout (s)',
        description: 'How long to wait for the greeting to begin; then the caller speaks anyway',
      }),
      end_of_reply_silence_ms: z.int().min(100).max(10_000).default(1_200).meta({
        title: 'End of a reply (ms of silence)',
        description:
          'A reply is over when all of it has been played and nothing more comes this long',
      }),
      end_of_reply_mark: z.string().min(1).max(200).optional().meta({
        title: 'Mark that ends a reply',
        description:
          'Beginning of its name: when such a mark has been played, the reply is over without waiting for silence',
      }),
      frame_ms: z.int().min(20).max(100).multipleOf(20).default(20).meta({
        title: 'Audio in one message (ms)',
        description:
          'Twilio sends 20; more costs less for many calls at once, and is not what Twilio does',
      }),
      ...calling,
      total_timeout_s: z.number().min(1).max(900).default(120).meta({
        title: 'Total timeout (s)',
        description:
          'For a turn with all its attempts; replies are played in real time and count in full',
      }),
      pace: z.number().min(0).max(8).optional().meta({
        title: 'Speaking speed',
        description:
          '1 is a real call. Up to 8 is faster, for agents that follow the audio and not the clock. Empty: the setting VOICE_PACE of the server',
      }),
    },
    'url',
    'dialect',
    'custom_parameters',
    'headers',
    'agent_speaks_first',
  ),
)
export type TwilioConfig = z.output<typeof TwilioConfig>

export const TwilioSecrets = z.object({
  auth_token: z.string().min(1).max(4_096).optional().meta({
    title: 'Auth token',
    description:
      'Signs the request as X-Twilio-Signature (Twilio), or is sent as the streaming token (Telnyx); nothing when empty',
  }),
})
export type TwilioSecrets = z.output<typeof TwilioSecrets>
