import type { IncomingMessage } from 'node:http'

import type { SessionState } from '@aws-sdk/client-lex-runtime-v2'

import { decodePiece, unreadableAudio } from '#lib/engines/connectors/audio-format.ts'
import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { lexClient, lexSdk } from '#lib/engines/connectors/lex-v2/client.ts'
import { lexFault } from '#lib/engines/connectors/lex-v2/faults.ts'
import { lexLocale } from '#lib/engines/connectors/lex-v2/locale.ts'
import {
  type LexAnswer,
  readAnswer,
  replyRate,
  unpackHeader,
} from '#lib/engines/connectors/lex-v2/reply.ts'
import type { LexConfig, LexSecrets } from '#lib/engines/connectors/lex-v2/settings.ts'
import { SpokenBody } from '#lib/engines/connectors/lex-v2/spoken-body.ts'
import { LexTransport, type SdkRequest } from '#lib/engines/connectors/lex-v2/transport.ts'
import type { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type { Json, TextTurn, TurnEvent, VoiceTurn } from '#lib/engines/connectors/types.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

export type LexCall = TurnScope & {
  config: LexConfig
  secrets: LexSecrets
  guard: Guard
  /** `host:port` */
  peer: string
  log: ExchangeLog
  mask: SecretMask
  remainingMs: number
  sessionId: string
  /** to set the conversation to, null to go on where Lex has it */
  state: Record<string, Json> | null
  requestAttributes: Record<string, string>
  pace: number
}

export type LexResult = {
  answer: LexAnswer
  /** when the answer was complete */
  at: number
  audio: TurnEvent | null
}

type Shown = { packed: Record<string, unknown> | null }

/** Puts an answer into the log: what Lex packed into headers is shown unpacked, as the body. */
function logResponse(call: LexCall, shown: Shown, response: IncomingMessage): void {
  const { log, mask, peer } = call
  const entries = Object.entries(response.headers)
  const isPacked = ([name]: [string, unknown]) =>
    /^x-amz-lex-(messages|interpretations|session-state|request-attributes|input-transcript)$/.test(
      name,
    )
  const packed = entries.filter(isPacked)
  if (packed.length > 0)
    shown.packed = Object.fromEntries(
      packed.map(([name, value]) => [name, unpackHeader(String(value), peer)]),
    )
  const { packed: body } = shown
  log.add({
    direction: 'in',
    label: String(response.statusCode),
    headers: Object.fromEntries(entries.filter((entry) => !isPacked(entry))),
    ...(body && { body: () => mask.json(body as Json) }),
  })
}

function transportOf(call: LexCall, spoken: SpokenBody | null, shownBody: Json, shown: Shown) {
  const { config, guard, peer, remainingMs, signal, emit, log, mask } = call
  return new LexTransport({
    ...{ config, guard, peer, remainingMs, signal, emit, spoken },
    mask: mask.text,
    onRequest: ({ method, path, headers, body }: SdkRequest) =>
      log.add({
        direction: 'out',
        label: `${method} ${path}`,
        headers,
        body: () => mask.json(shownBody),
        ...(body instanceof Uint8Array && { bytes: body.length }),
      }),
    onResponse: (response) => logResponse(call, shown, response),
  })
}

const places = (call: LexCall, language: string) => ({
  botId: call.config.bot_id,
  botAliasId: call.config.bot_alias_id,
  localeId: lexLocale(language, call.config.locales),
  sessionId: call.sessionId,
})

/** One try at a turn in text. Throws NetFault. */
export async function textCall(call: LexCall, input: TextTurn): Promise<LexResult> {
  const { peer, mask, state, requestAttributes, log, signal } = call
  const fields = {
    text: input.text,
    // What Lex said itself goes back to it as it was.
    ...(state && { sessionState: state as SessionState }),
    ...(Object.keys(requestAttributes).length > 0 && { requestAttributes }),
  }
  const transport = transportOf(call, null, { ...fields, sessionState: state }, { packed: null })
  try {
    const { RecognizeTextCommand } = await lexSdk()
    const client = await lexClient(call.config, call.secrets, transport)
    const command = new RecognizeTextCommand({ ...places(call, input.language), ...fields })
    const { $metadata: _, ...raw } = await client.send(command, { abortSignal: signal })
    log.add({ direction: 'in', label: 'body', body: () => mask.json(raw as unknown as Json) })
    return { answer: readAnswer(raw, peer), at: performance.now(), audio: null }
  } catch (error) {
    throw lexFault(error, peer, mask.text)
  }
}

const packed = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64')

/** One try at a voice turn: the audio is spoken into the request. Throws NetFault. */
export async function voiceCall(call: LexCall, input: VoiceTurn): Promise<LexResult> {
  const { peer, mask, state, requestAttributes, config, log, signal, emit } = call
  const spoken = new SpokenBody(input, call.pace, (facts) => {
    emit({ at: performance.now(), type: 'sent', ...facts })
    if (facts.last) log.add({ direction: 'out', label: 'audio, all', bytes: facts.bytes })
  })
  const shown: Shown = { packed: null }
  const fields = { sessionState: state, requestAttributes }
  const transport = transportOf(call, spoken, fields, shown)
  try {
    const { RecognizeUtteranceCommand } = await lexSdk()
    const client = await lexClient(call.config, call.secrets, transport)
    const command = new RecognizeUtteranceCommand({
      ...places(call, input.language),
      requestContentType: `audio/l16; rate=${input.sampleRate}; channels=1`,
      responseContentType: config.reply_audio ? 'audio/pcm' : 'text/plain;charset=utf-8',
      // The SDK writes these two into headers as they are: base64 of JSON, unpacked.
      ...(state && { sessionState: packed(state) }),
      ...(Object.keys(requestAttributes).length > 0 && {
        requestAttributes: packed(requestAttributes),
      }),
      inputStream: spoken.stream,
    })
    const output = await client.send(command, { abortSignal: signal })
    const answer = readAnswer(
      {
        messages: unpackHeader(output.messages, peer),
        interpretations: unpackHeader(output.interpretations, peer),
        sessionState: unpackHeader(output.sessionState, peer),
        inputTranscript: unpackHeader(output.inputTranscript, peer),
      },
      peer,
    )
    const bytes = Buffer.from((await output.audioStream?.transformToByteArray()) ?? [])
    const at = performance.now()
    return {
      answer,
      at,
      audio: audioEvent(call, bytes, output.contentType, transport.bodyAt ?? at),
    }
  } catch (error) {
    throw lexFault(error, peer, mask.text)
  }
}

/** The reply's audio, dated by its first byte; null when none was asked for or said. */
function audioEvent(call: LexCall, bytes: Buffer, type = '', at: number): TurnEvent | null {
  if (bytes.length === 0 || !type.startsWith('audio/pcm')) return null
  call.log.add({ direction: 'in', label: 'audio', bytes: bytes.length })
  try {
    const clip = decodePiece(bytes, { encoding: 'pcm_s16le', sampleRate: replyRate })
    return { at, type: 'audio', ...clip }
  } catch (error) {
    throw unreadableAudio(error, call.peer)
  }
}
