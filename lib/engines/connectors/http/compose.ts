import { createHmac, randomUUID } from 'node:crypto'

import { encodeClip } from '#lib/engines/connectors/audio-format.ts'
import { authorizeCall } from '#lib/engines/connectors/authorize-call.ts'
import type { HttpSecrets, HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import {
  fillHeader,
  fillJson,
  fillUrl,
  type TemplateValues,
} from '#lib/engines/connectors/template.ts'
import type { Json, TextTurn, VoiceTurn } from '#lib/engines/connectors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

export type HttpMessage = {
  method: HttpSettings['method']
  url: string
  headers: Record<string, string>
  /** null for none */
  body: Buffer | null
  /** what the exchange log shows of the body */
  shown: Json
}

type Payload = { type: string; bytes: Buffer; shown: Json }

/** Fields of a form: texts as they are, anything else as JSON. */
function entries(filled: Json | undefined): [string, string][] {
  if (filled === null || typeof filled !== 'object' || Array.isArray(filled)) return []
  return Object.entries(filled).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
}

/** Escapes of HTML's multipart/form-data encoding: no name can leave its quotes. */
const quoted = (name: string) =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

function multipart(
  fields: [string, string][],
  audio: { field: string; file: Audio } | null,
): Payload {
  const boundary = `earshot-${randomUUID()}`
  const part = (head: string, content: string | Buffer) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]
  const parts = fields.flatMap(([name, value]) => part(`name="${quoted(name)}"`, value))
  if (audio) {
    const { field, file } = audio
    const head = `name="${quoted(field)}"; filename="${file.name}"\r\nContent-Type: ${file.type}`
    parts.push(...part(head, file.bytes))
  }
  const bytes = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  const shown = { ...Object.fromEntries(fields), ...(audio && { [audio.field]: audio.file.label }) }
  return { type: `multipart/form-data; boundary=${boundary}`, bytes, shown }
}

type Audio = { bytes: Buffer; type: string; name: string; label: string }

function recording(settings: HttpSettings, input: VoiceTurn): Audio {
  const { audio_encoding: encoding, audio_sample_rate: sampleRate } = settings
  const container = encoding === 'pcm_s16le' ? settings.audio_container : 'raw'
  const bytes = encodeClip(input, { encoding, sampleRate, container })
  const label = `audio, ${bytes.length} bytes`
  if (container === 'wav') return { bytes, type: 'audio/wav', name: 'turn.wav', label }
  // RFC 4856 and RFC 2586 name these types; L16 is big-endian there, so little-endian PCM has no type of its own.
  const types = { mulaw: 'audio/basic', alaw: 'audio/x-alaw-basic', pcm_s16le: 'audio/pcm' }
  const type = `${types[encoding]};rate=${sampleRate}`
  return { bytes, type, name: 'turn.raw', label }
}

function payload(
  settings: HttpSettings,
  values: TemplateValues,
  audio: Audio | null,
): Payload | null {
  const type = audio ? settings.voice_body_type : settings.text_body_type
  const template = audio ? settings.voice_body : settings.text_body
  if (type === 'none') return null
  if (type === 'binary' && audio)
    return { type: audio.type, bytes: audio.bytes, shown: audio.label }
  const filled = fillJson(template, values) ?? null
  if (type === 'form') {
    const bytes = Buffer.from(new URLSearchParams(entries(filled)).toString())
    return { type: 'application/x-www-form-urlencoded', bytes, shown: filled }
  }
  if (type === 'multipart')
    return multipart(entries(filled), audio && { field: settings.audio_field, file: audio })
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(filled)), shown: filled }
}

function signature(settings: HttpSettings, secrets: HttpSecrets, body: Buffer, url: string) {
  const { hmac_header: header, hmac_prefix: prefix, hmac_encoding: form } = settings
  if (header === undefined) return {}
  if (secrets.hmac_key === undefined)
    throw new NetworkError({
      fault: 'configuration',
      detail: 'the key for the signature header is missing',
      peer: new URL(url).host,
      retryable: false,
    })
  return { [header]: prefix + createHmac('sha256', secrets.hmac_key).update(body).digest(form) }
}

/** The request of one try. Throws NetFault `configuration` when a credential is missing. */
export function composeMessage(
  settings: HttpSettings,
  secrets: HttpSecrets,
  input: TextTurn | VoiceTurn,
  values: TemplateValues,
): HttpMessage {
  const audio = input.kind === 'voice' ? recording(settings, input) : null
  const all = audio
    ? { ...values, audio_base64: audio.bytes.toString('base64') }
    : { ...values, text: input.kind === 'text' ? input.text : '' }
  const template = (audio ? settings.voice_url : undefined) ?? settings.url
  const { headers: auth, url } = authorizeCall(settings, secrets, fillUrl(template, all))
  const content = settings.method === 'GET' ? null : payload(settings, all, audio)
  const bytes = content?.bytes ?? Buffer.alloc(0)
  const own = Object.entries(settings.headers).map(([name, value]) => [
    name,
    fillHeader(value, all),
  ])
  return {
    method: settings.method,
    url,
    body: content && bytes,
    shown: content?.shown ?? null,
    headers: {
      Accept: 'application/json, text/event-stream, application/x-ndjson',
      'Accept-Encoding': 'identity',
      ...Object.fromEntries<string>(own.map(([name = '', value = '']) => [name, value])),
      ...auth,
      ...signature(settings, secrets, bytes, url),
      ...(content && { 'Content-Type': content.type, 'Content-Length': String(bytes.length) }),
    },
  }
}
