import { gzipSync } from 'node:zlib'
import type { IncomingMessage, ServerResponse } from 'node:http'

import { VoiceTurn } from '#simulator/audio-input/voice-turn.ts'
import type { Call } from '#simulator/call-log.ts'
import type { FaultRule } from '#simulator/faults/fault.ts'
import { misbehave, refuse, reset } from '#simulator/faults/misbehave.ts'
import { header, infoPlace, wantsGzip } from '#simulator/http/request-head.ts'
import { authenticate, checkIdentity, type Caller } from '#simulator/protocol/authenticate.ts'
import { languageOf } from '#simulator/protocol/language.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'
import {
  correlationOf,
  parseRequestInfo,
  type RequestInfo,
} from '#simulator/protocol/request-info.ts'
import { profileOf, type Simulation } from '#simulator/simulation.ts'

type Exchange = {
  simulation: Simulation
  request: IncomingMessage
  response: ServerResponse
  caller: Caller
  fault: FaultRule | null
  call: Partial<Call>
}

/** Reads the RequestInfo off the front of a voice body; the rest of the body stays in the stream. */
function readInfo(request: IncomingMessage): Promise<RequestInfo> {
  const place = infoPlace(request.headers)
  if (place.in === 'header') return Promise.resolve(parseRequestInfo(place.json))
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    const finish = (act: () => void) => {
      request.off('data', take).off('end', cut).off('close', cut)
      try {
        act()
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    const cut = () =>
      finish(() => {
        throw new Refusal(400, `Bad request: RequestInfo of ${place.bytes} bytes is cut off`)
      })
    const take = (chunk: Buffer) => {
      parts.push(chunk)
      size += chunk.length
      if (size < place.bytes) return
      request.pause()
      finish(() => {
        const all = Buffer.concat(parts)
        if (all.length > place.bytes) request.unshift(all.subarray(place.bytes))
        resolve(parseRequestInfo(all.toString('utf8', 0, place.bytes)))
      })
    }
    request.on('data', take).once('end', cut).once('close', cut)
  })
}

/**
 * Writes one JSON object and a line feed a chunk: the Go SDK needs the line feed, the Python SDK that
 * chunks and objects are the same. With ObjectByteCountPrefix a line with the object's bytes precedes it.
 */
function createWriter({ request, response }: Exchange, info: RequestInfo) {
  const gzip = wantsGzip(request.headers)
  const encode = (message: object): Buffer => {
    const json = JSON.stringify(message)
    const prefix = info.ObjectByteCountPrefix === true ? `${Buffer.byteLength(json)}\n` : ''
    const bytes = Buffer.from(`${prefix}${json}\n`)
    return gzip ? gzipSync(bytes) : bytes
  }
  const begin = () => {
    if (response.headersSent || response.destroyed) return
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Transfer-Encoding': 'chunked',
      ...(gzip && { 'Hound-Response-Content-Encoding': 'gzip' }),
    })
  }
  return {
    encode,
    write(message: object) {
      begin()
      if (!response.writableEnded && !response.destroyed) response.write(encode(message))
    },
  }
}

/** Feeds the body to the turn until the turn or the body is over; false when the caller hung up. */
function listen(request: IncomingMessage, turn: VoiceTurn): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (whole: boolean) => {
      request.off('data', take)
      resolve(whole)
      // What still comes is thrown away: closing now would reset the caller before it read the answer.
      request.resume()
    }
    const take = (chunk: Buffer) => {
      if (turn.append(chunk)) done(true)
    }
    request.on('data', take).resume()
    request.once('end', () => done(true))
    request.once('close', () => done(request.complete))
  })
}

/** POST /v1/audio. Throws `Refusal` for what must be answered in plain text. */
export async function answerAudio(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  call: Partial<Call>,
): Promise<void> {
  const caller = authenticate(request.headers, simulation.credentials, Date.now())
  call.request_id = caller.requestId
  call.user_id = caller.userId
  const fault = simulation.faults.pick(request.headers, caller.userId, 'audio')
  call.fault = fault?.notation ?? null
  if (fault?.at === 'start' && fault.kind === 'status') return refuse(response, fault)
  if (fault?.at === 'start' && fault.kind === 'reset') return reset(response)
  const info = await readInfo(request)
  call.item = correlationOf(info) ?? null
  checkIdentity(info, caller, simulation.credentials.clientId)
  const exchange: Exchange = { simulation, request, response, caller, fault, call }
  const writer = createWriter(exchange, info)
  const turn = new VoiceTurn({
    simulation,
    info,
    fault,
    call,
    language: languageOf(info, header(request.headers, 'hound-input-language-ietf-tag')),
    profile: profileOf(simulation, header(request.headers, 'x-simulator-ears')),
    partial: (message) => writer.write(message),
  })
  if (!(await listen(request, turn))) {
    response.destroy()
    return
  }
  const message = await turn.finish()
  if (fault && misbehave(response, fault, writer.encode(message))) return
  writer.write(message)
  response.end()
}
