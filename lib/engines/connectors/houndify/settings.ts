import { z } from 'zod'

import { mockSettings, mocksUnused } from '#lib/engines/connectors/call-settings.ts'
import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'
import { isSingular, JsonPath } from '#lib/engines/connectors/json-path.ts'
import { isClientKey } from '#lib/engines/connectors/houndify/signature.ts'
import { namesToolsUrl } from '#lib/engines/connectors/tools-url.ts'
import { settings } from '#lib/platform/config/settings.ts'

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const ours = /^(hound-|host$|connection$|content-|transfer-|expect$|upgrade$|keep-alive$|te$)/i

const HeaderName = z
  .string()
  .regex(token, 'is not a header name')
  .refine((name) => !ours.test(name), 'is set by the connector')
const HeaderValue = z
  .string()
  .max(4_096)
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')

const Language = z
  .object({
    english_name: z.string().min(1).max(64).optional(),
    ietf_tag: z
      .string()
      .regex(/^[A-Za-z0-9-]{2,35}$/)
      .optional(),
  })
  .describe('What Houndify calls this language')

const seconds = (fallback: () => number) => z.number().min(0.001).max(300).default(fallback)

const Settings = z.object(
  foldAllBut(
    {
      endpoint: z
        .url({ protocol: /^https?$/ })
        .default(() => settings().SOUNDHOUND_ENDPOINT)
        .meta({ title: 'Endpoint', description: 'Base address; /text and /audio are appended' }),
      transport: z.enum(['http']).default('http').meta({
        title: 'Transport',
        description: 'http streams voice to /audio in both directions',
      }),
      text_method: z
        .enum(['POST', 'GET'])
        .default('POST')
        .meta({ title: 'Text method', description: 'GET carries the RequestInfo in a header' }),
      timeout_s: seconds(() => settings().SOUNDHOUND_TIMEOUT).meta({
        title: 'Timeout (s)',
        description: 'From the end of the input to the first byte of the answer',
      }),
      connect_timeout_s: seconds(() => 5).meta({
        title: 'Connect timeout (s)',
        description: 'The longest wait for the connection itself',
      }),
      idle_timeout_s: seconds(() => 10).meta({
        title: 'Longest gap within an answer (s)',
        description: 'The call fails when nothing arrives for so long in the middle of an answer',
      }),
      total_timeout_s: seconds(() => 30).meta({
        title: 'Total timeout (s)',
        description: 'For a turn with all its attempts, the length of its audio added',
      }),
      max_attempts: z
        .int()
        .min(1)
        .max(10)
        .default(() => Math.max(1, settings().SOUNDHOUND_MAX_RETRIES))
        .meta({
          title: 'Attempts',
          description: 'How often one turn is tried at most, including the first time',
        }),
      breaker_failures: z.int().min(0).max(1_000).default(5).meta({
        title: 'Pause after failures',
        description:
          'After so many failed calls in a row, Earshot stops calling this target for a while. 0 never stops',
      }),
      breaker_open_s: seconds(() => 30).meta({
        title: 'Length of that pause (s)',
        description: 'Then one call tries whether the target answers again',
      }),
      pace: z.number().min(0).max(100).optional().meta({
        title: 'Speaking speed',
        description:
          '1 speaks as fast as a person, 2 twice as fast, 0 as fast as the connection allows. Empty: the setting VOICE_PACE of the server',
      }),
      extra_headers: z
        .record(HeaderName, HeaderValue)
        .default(() => settings().HOUNDIFY_EXTRA_HEADERS)
        .meta({
          title: 'Extra headers',
          description: 'Added to each request. Their values are masked in the evidence',
          examples: [{ 'X-Team': 'voice-qa' }],
        }),
      request_info: z
        .record(z.string(), z.json())
        .default({})
        .meta({
          title: 'RequestInfo',
          description:
            'Fields added to the RequestInfo of each request. {{tools_url}} is where the voice AI can call tools of the conversation',
          examples: [{ Latitude: 47.37, Longitude: 8.54, City: 'Zürich' }],
        }),
      response_audio: z
        .boolean()
        .default(false)
        .meta({ title: 'Reply audio', description: 'Ask for the reply as speech (WAV)' }),
      response_audio_voice: z
        .string()
        .max(64)
        .optional()
        .meta({ title: 'Reply voice', description: 'The voice AI picks one when empty' }),
      gzip: z.boolean().default(false).meta({
        title: 'Compressed answers',
        description: 'Accept gzip; costs time on both sides',
      }),
      languages: z
        .record(z.string(), Language)
        .default({})
        .meta({
          title: 'Languages',
          description: 'Names that Houndify uses for a language, where they differ from ours',
          examples: [{ 'de-DE': { english_name: 'German', ietf_tag: 'de-DE' } }],
        }),
      tool_calls_path: JsonPath.refine(isSingular, 'must name one place: without * and filters')
        .optional()
        .meta({
          title: 'Tool calls',
          description:
            'Where a result lists the tools that were called, such as $.AllResults[0].ToolCalls: [{ id, name, arguments, result or error }]. Empty: it does not',
        }),
      tools_told: z.enum(['all', 'some']).default('some').meta({
        title: 'Tool calls that the list has',
        description:
          'all: every result has the list, and a tool that is not in it was not called; some: nothing can be said of a tool that is not in it',
      }),
      user_id_prefix: z
        .string()
        .max(64)
        .regex(/^[\x20-\x3a\x3c-\x7e]*$/, 'must be printable ASCII without ";"')
        .default('')
        .meta({
          title: 'User id prefix',
          description: 'Put before the user id of each conversation',
        }),
      do_not_save: z.boolean().default(true).meta({
        title: 'Do not save',
        description: 'Ask Houndify to keep neither query nor audio',
      }),
      ...mockSettings,
    },
    'endpoint',
    'languages',
    'response_audio',
  ),
)

/** Whether the voice AI is told where it can call tools of a conversation. */
export const hasToolsUrl = ({ request_info, extra_headers }: z.output<typeof Settings>): boolean =>
  namesToolsUrl(request_info, extra_headers)

/** Settings of a Houndify target. The defaults come from the `SOUNDHOUND_*` settings. */
export const HoundifyConfig = Settings.superRefine((config, context) => {
  const unused = mocksUnused(config.mocks, hasToolsUrl(config))
  if (unused !== null) context.addIssue({ code: 'custom', path: ['mocks'], message: unused })
})
export type HoundifyConfig = z.output<typeof HoundifyConfig>

/** Both parts of the credential are kept encrypted and never shown. */
export const HoundifySecrets = z.object({
  client_id: z
    .string()
    .min(1)
    .max(512)
    .regex(/^[\x21-\x3a\x3c-\x7e]+$/, 'must be printable ASCII without ";" and spaces')
    .meta({ title: 'Client ID', description: 'On the page of your client at houndify.com' }),
  client_key: z
    .string()
    .refine(
      isClientKey,
      'is not a Houndify client key: letters, digits, "-" and "_" as Houndify shows it',
    )
    .meta({ title: 'Client key' }),
})
export type HoundifySecrets = z.output<typeof HoundifySecrets>
