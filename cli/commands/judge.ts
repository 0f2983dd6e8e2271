import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { once } from 'node:events'

import { parse } from 'yaml'

import { CommandError, exitCodes } from '#cli/exit.ts'
import type { Terminal } from '#cli/terminal.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { decodeAudio } from '#lib/engines/speech/decode/decode-audio.ts'
import { hearReply } from '#lib/engines/speech/listening/hear-reply.ts'
import type { AudioEvidence } from '#lib/engines/validation/evidence.ts'
import {
  judgeLine,
  readLine,
  turnsOf,
  type JudgedLine,
  type LineFault,
} from '#lib/engines/validation/offline/judge-line.ts'
import type { TurnAudio } from '#lib/engines/validation/offline/line-evidence.ts'
import type { JudgeLine, TurnLine } from '#lib/engines/validation/offline/line.ts'
import { policyOf, PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

export type JudgeOptions = { policy?: string; out?: string }

/** Longest line that is read, in UTF-16 units. */
const maxLine = 4_000_000
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The policy of a JSON or YAML file, or the built-in one. Throws `CommandError` for a file that holds none. */
function readPolicy(file: string | undefined): ValidationPolicy {
  if (file === undefined) return policyOf(PolicySettings.parse({}))
  let value: unknown
  try {
    value = parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new CommandError(`${file} cannot be read as a policy: ${wordsOf(error)}`)
  }
  const parsed = PolicySettings.safeParse(value ?? {})
  if (parsed.success) return policyOf(parsed.data)
  const faults = faultsOf(parsed.error).map(({ path, message }) => `${path} ${message}`.trim())
  throw new CommandError(`${file} is not a valid policy: ${faults.join('; ')}`)
}

type Measured = { clip: Clip; evidence: AudioEvidence }

/** A recording's levels, as the runner measures a reply. Throws for a file that is no audio that can be read. */
async function measureFile(folder: string, name: string): Promise<Measured> {
  const bytes = readFileSync(resolve(folder, name))
  const { pcm, sampleRate } = await decodeAudio(bytes)
  const clip = { pcm, sampleRate }
  const levels = measureLevels(clip)
  const evidence = {
    key: name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    duration_ms: levels.durationMs,
    peak_db: levels.peakDb,
    rms_db: levels.rmsDb,
    silent_share: levels.silentShare,
    speech_start_ms: levels.speechStartMs,
    speech_end_ms: levels.speechEndMs,
  }
  return { clip, evidence }
}

/** The recordings of one turn; a reply is listened to as the runner listens to it. */
async function turnAudio({ reply }: TurnLine, folder: string): Promise<TurnAudio> {
  const said = reply?.stimulus == null ? null : await measureFile(folder, reply.stimulus)
  const heard = reply?.audio == null ? null : await measureFile(folder, reply.audio)
  return {
    ...(said && { stimulus: said.evidence }),
    ...(heard && {
      reply: { ...heard.evidence, ...(await hearReply(heard.clip, said?.clip ?? null)) },
    }),
  }
}

const audioOf = (line: JudgeLine, folder: string): Promise<TurnAudio[]> =>
  Promise.all(turnsOf(line).map((turn) => turnAudio(turn, folder)))

/** Judges one line of a file; `number` counts from 1. */
async function judgeText(
  text: string,
  number: number,
  policy: ValidationPolicy,
  folder: string,
): Promise<JudgedLine | LineFault> {
  if (text.length > maxLine)
    return { line: number, error: `is longer than ${maxLine.toLocaleString('en-US')} characters` }
  const read = readLine(text)
  if (read.line === null)
    return { ...(read.id === undefined ? { line: number } : { id: read.id }), error: read.error }
  const { line } = read
  try {
    return judgeLine(line, policy, await audioOf(line, folder))
  } catch (error) {
    return { ...(line.id == null ? { line: number } : { id: line.id }), error: wordsOf(error) }
  }
}

type Sink = { write(text: string): Promise<void>; close(): Promise<void> }

function openSink(file: string | undefined, terminal: Terminal): Sink {
  if (file === undefined)
    return {
      write: (text) => Promise.resolve(terminal.out(text)),
      close: () => Promise.resolve(),
    }
  const stream = createWriteStream(file)
  let failed: unknown = null
  stream.on('error', (error) => (failed = error))
  const check = () => {
    if (failed !== null) throw new CommandError(`${file} cannot be written: ${wordsOf(failed)}`)
  }
  return {
    async write(text) {
      check()
      if (!stream.write(`${text}\n`) && failed === null)
        await Promise.race([once(stream, 'drain'), once(stream, 'error')])
      check()
    },
    async close() {
      await new Promise<void>((done) => {
        stream.once('error', () => done())
        stream.end(() => done())
      })
      check()
    },
  }
}

/** Results that are written at once: a system call for each would cost more than the judgement. */
const batch = 200

/**
 * Judges a file of lines without a server, in order. Exit code 2 when
 * a line could not be read, else 0 whatever the verdicts are. Throws `CommandError` for files that cannot be used.
 */
export async function judgeFile(
  file: string,
  { policy: policyFile, out }: JudgeOptions,
  terminal: Terminal,
): Promise<number> {
  if (!existsSync(file)) throw new CommandError(`${file} cannot be read: there is no such file`)
  const policy = readPolicy(policyFile)
  const folder = dirname(resolve(file))
  const sink = openSink(out, terminal)
  let number = 0
  let faults = 0
  let waiting: string[] = []
  const flush = async () => {
    const lines = waiting
    waiting = []
    if (lines.length > 0) await sink.write(lines.join('\n'))
  }
  const input = createReadStream(file, 'utf8')
  const broken = new Promise<never>((_, reject) => {
    input.once('error', (error) =>
      reject(new CommandError(`${file} cannot be read: ${wordsOf(error)}`)),
    )
  })
  broken.catch(() => undefined)
  const work = async () => {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number++
      if (text.trim() === '') continue
      const result = await judgeText(
        number === 1 ? text.replace(/^\uFEFF/, '') : text,
        number,
        policy,
        folder,
      )
      if ('error' in result) faults++
      waiting.push(JSON.stringify(result))
      if (waiting.length >= batch) await flush()
    }
    await flush()
  }
  await Promise.race([work(), broken])
  await sink.close()
  return faults > 0 ? exitCodes.error : exitCodes.ok
}
