import { z } from 'zod'

import {
  authSettings,
  callSecrets,
  callSettings,
  HeaderName,
  HeaderValue,
  mockSettings,
  mocksUnused,
  Variables,
} from '#lib/engines/connectors/call-settings.ts'
import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'
import { base, presets } from '#lib/engines/connectors/http/presets.ts'
import { runsRounds } from '#lib/engines/connectors/http/tool-rounds.ts'
import { JsonPath } from '#lib/engines/connectors/json-path.ts'
import { rootsOf, templateOf, urlTemplate } from '#lib/engines/connectors/template.ts'
import { namesToolsUrl } from '#lib/engines/connectors/tools-url.ts'
import { definedValues } from '#lib/platform/defined-values.ts'

/** What a template may name; `state` and `var` are looked into: `{{state.city}}`. */
const names = [
  ...['text', 'language', 'conversation_id', 'user_id', 'correlation', 'turn', 'state', 'var'],
  ...['history', 'messages', 'tools', 'tools_url', 'audio_base64', 'audio_sample_rate'],
]

const url = urlTemplate(['http:', 'https:'], names)
const body = templateOf(z.json(), names)
const path = (title: string, description: string) => JsonPath.meta({ title, description })

/** What a preset fixes and a person may change. */
const fields = foldAllBut(
  {
    url: url.meta({
      title: 'Address',
      description: 'With placeholders such as {{conversation_id}}',
    }),
    voice_url: url.meta({ title: 'Address for voice', description: 'The address when empty' }),
    method: z.enum(['POST', 'PUT', 'GET']).meta({ title: 'Method' }),
    text_body_type: z
      .enum(['none', 'json', 'form', 'multipart'])
      .meta({ title: 'Body of a text turn' }),
    text_body: body.meta({
      title: 'Fields of a text turn',
      description: 'With placeholders: {{text}}, {{language}}, {{conversation_id}}, {{state.…}}',
      examples: [{ message: '{{text}}', sender: '{{conversation_id}}' }],
    }),
    voice_body_type: z.enum(['none', 'json', 'form', 'multipart', 'binary']).meta({
      title: 'Body of a voice turn',
      description: 'binary is the audio itself; none: this voice AI takes no audio',
    }),
    voice_body: body.meta({
      title: 'Fields of a voice turn',
      description: 'As for text; {{audio_base64}} is the recording',
      examples: [{ audio: '{{audio_base64}}' }],
    }),
    audio_field: z.string().min(1).max(128).meta({
      title: 'Audio field',
      description: 'Name of the part of a multipart body that is the recording',
    }),
    audio_encoding: z.enum(['pcm_s16le', 'mulaw', 'alaw']).meta({ title: 'Audio encoding' }),
    audio_container: z.enum(['wav', 'raw']).meta({ title: 'Audio container' }),
    audio_sample_rate: z.int().min(8_000).max(48_000).meta({ title: 'Audio sample rate (Hz)' }),
    response_format: z
      .enum(['auto', 'json', 'sse', 'ndjson'])
      .meta({ title: 'Answer format', description: 'auto goes by the content type' }),
    end_marker: z
      .string()
      .max(64)
      .meta({ title: 'End marker', description: 'Last event of a stream' }),
    end_required: z.boolean().meta({
      title: 'Streams end with their marker',
      description:
        'A stream without end marker or end reason was cut off, and is not judged. On when an end marker is set here',
    }),
    finish_path: path(
      'End reason',
      'Why the reply ended, such as finish_reason: "length" or "content_filter" tell that it is not whole',
    ),
    reply_path: path('Reply', 'JSONPath of the reply’s text, in any message of the answer'),
    reply_delta_path: path('Piece of the reply', 'In a stream: text to add to the reply'),
    spoken_path: path('Spoken reply', 'Where it differs from the written one'),
    attachments_path: path(
      'Attachments',
      'What belongs to the answer beside its text: images, buttons, payloads. Kept as evidence',
    ),
    choices_path: path('Choices', 'Titles of buttons: the text of a reply that has no other'),
    transcript_path: path('Transcript', 'What the voice AI heard'),
    partial_path: path('Partial transcript', 'In a stream: what it has heard so far'),
    intent_path: path('Intent', 'JSONPath of its name'),
    intent_score_path: path('Score of the intent', '0 to 1'),
    entities_path: path('Entities', 'JSONPath of an object, or of a list of named values'),
    audio_path: path(
      'Reply audio',
      'JSONPath of a text: base64, hexadecimal or a data URI of WAV, MP3, Ogg, FLAC, WebM or raw samples',
    ),
    audio_url_path: path('Address of the reply audio', 'On the host that was asked'),
    error_path: path('Error', 'A text there means that the voice AI failed'),
    reply_audio_encoding: z.enum(['pcm_s16le', 'mulaw', 'alaw']).meta({
      title: 'Encoding of reply audio',
      description: 'Of raw samples: a file says itself what it is',
    }),
    reply_audio_sample_rate: z
      .int()
      .min(8_000)
      .max(48_000)
      .meta({ title: 'Sample rate of reply audio (Hz)' }),
    allow_empty_reply: z
      .boolean()
      .meta({ title: 'Empty replies', description: 'An answer without a reply is accepted' }),
    tool_calls: z.enum(['none', 'chat_completions']).meta({
      title: 'Tool calls',
      description:
        'chat_completions: the answer may hold tool_calls. Earshot answers them by mocks and asks again, with calls and results in {{messages}}',
    }),
    ...authSettings,
  },
  'url',
  'text_body',
  'reply_path',
  'auth',
  'auth_name',
)

const own = foldAllBut(
  {
    ...callSettings,
    ...mockSettings,
    tools: z
      .array(z.json())
      .max(128)
      .optional()
      .meta({
        title: 'Tools',
        description:
          'Definitions of functions for the model, sent where the body has {{tools}}. What they answer is in the mocks of the case and of this target',
        examples: [[{ type: 'function', function: { name: 'get_order', parameters: {} } }]],
      }),
    headers: z
      .record(HeaderName, templateOf(HeaderValue, names))
      .default({})
      .meta({
        title: 'Headers',
        description: 'Added to each request. Their values are masked in the evidence',
        examples: [{ 'X-Team': 'voice-qa' }],
      }),
    variables: Variables.default({}).meta({
      title: 'Variables',
      description: 'Values for {{var.…}}, such as the model; no secrets',
      examples: [{ model: 'my-model' }],
    }),
    state_paths: z
      .record(z.string().regex(/^[A-Za-z][\w-]*$/, 'is not a name'), JsonPath)
      .default({})
      .meta({
        title: 'State to carry',
        description: 'Name to JSONPath: sent with the next turn as {{state.name}}',
        examples: [{ session: '$.session_id' }],
      }),
    hmac_header: HeaderName.optional().meta({
      title: 'Signature header',
      description: 'Carries the HMAC-SHA256 of the body; none when empty',
    }),
    hmac_prefix: HeaderValue.default('sha256=').meta({ title: 'Prefix of the signature' }),
    hmac_encoding: z
      .enum(['hex', 'base64'])
      .default('hex')
      .meta({ title: 'Form of the signature' }),
  },
  'headers',
  'variables',
)

const ToolSettings = z.object({
  ...{ tool_calls: z.string(), text_body: z.json(), voice_body: z.json() },
  ...{ url: z.string().default(''), headers: z.json() },
  tools: z.array(z.json()).default([]),
  mocks: z.array(z.unknown()).default([]),
})

/** Says which settings of tools would do nothing. */
function checkTools(chosen: object, say: (path: string, message: string) => void): void {
  const { tools, mocks, ...settings } = ToolSettings.parse(chosen)
  const { text_body, voice_body } = settings
  if (tools.length > 0 && !rootsOf([text_body, voice_body]).has('tools'))
    say('tools', 'are sent nowhere: write {{tools}} into the fields of a text turn')
  const { url, headers } = settings
  const isNamed = namesToolsUrl(url, headers, text_body, voice_body, tools)
  const unused = mocksUnused(mocks, isNamed || runsRounds(settings))
  if (unused !== null) say('mocks', unused)
}

/** Settings of an HTTP target: a preset, and whatever differs from it. */
export const HttpConfig = z
  .object({
    preset: z.enum(['custom', 'rasa_rest', 'llm_chat']).default('rasa_rest').meta({
      title: 'Preset',
      description: 'Fills in what is left empty below',
    }),
    ...z.object(fields).partial().shape,
    ...own,
  })
  .superRefine((config, context) => {
    if (config.preset === 'custom' && config.url === undefined)
      context.addIssue({ code: 'custom', path: ['url'], message: 'is needed without a preset' })
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    checkTools({ ...base, ...presets[config.preset], ...definedValues(config) }, say)
  })
export type HttpConfig = z.output<typeof HttpConfig>

export const HttpSecrets = z.object({
  ...callSecrets,
  hmac_key: z.string().min(1).max(4_096).optional().meta({ title: 'Signature key' }),
})
export type HttpSecrets = z.output<typeof HttpSecrets>

const optional = z
  .object(fields)
  .pick({
    ...{ voice_url: true, reply_path: true, reply_delta_path: true, spoken_path: true },
    ...{ transcript_path: true, partial_path: true, intent_path: true, intent_score_path: true },
    ...{ entities_path: true, audio_path: true, audio_url_path: true, error_path: true },
    ...{ finish_path: true, attachments_path: true, choices_path: true },
  })
  .partial()

const Settings = z.object({ ...fields, ...optional.shape, ...own })
export type HttpSettings = z.output<typeof Settings>

const known = new WeakMap<HttpConfig, HttpSettings>()

/** The settings in force: the preset's, with what the target's own settings say instead. */
export function settingsOf(config: HttpConfig): HttpSettings {
  const found = known.get(config)
  if (found) return found
  const preset = presets[config.preset]
  const variables = { ...preset.variables, ...config.variables }
  // Who names a marker knows that the stream has it.
  const marked = config.end_marker === undefined ? {} : { end_required: config.end_marker !== '' }
  const chosen = { ...marked, ...definedValues(config), variables }
  const settings = Settings.parse({ ...base, ...preset, ...chosen })
  known.set(config, settings)
  return settings
}
