import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { runProgram } from '#cli/program.ts'
import { concat, noise } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'

const folder = mkdtempSync(join(tmpdir(), 'earshot-judge-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Result = {
  id?: unknown
  line?: number
  error?: string
  review_status?: string
  reason?: string
}

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Runs `earshot judge` on lines; nobody is signed in, and no server runs. */
async function judge(lines: unknown[], ...options: string[]) {
  const file = write(
    'lines.jsonl',
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  const [out, err]: [string[], string[]] = [[], []]
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    isLive: false,
  }
  const code = await runProgram(['judge', file, ...options], { XDG_CONFIG_HOME: folder }, terminal)
  const results = out
    .join('\n')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Result)
  return { code, results, err }
}

const line = (id: unknown, contains: string, text: string | null, more: object = {}) => ({
  ...{ id, language: 'en-US', mode: 'text', said: 'hello' },
  expect: { response: { contains } },
  reply: { text },
  ...more,
})

test('answers each line in its order', async () => {
  const { code, results } = await judge([
    line('a', 'Rome', 'It is sunny in Rome.'),
    line('b', 'Rome', 'It is sunny in Oslo.'),
    line(3, 'Rome', 'It is not sunny in Rome.', { right: 'either', unknown: [1] }),
  ])
  expect(code).toBe(0)
  expect(results.map(({ id, review_status }) => [id, review_status])).toEqual([
    ['a', 'auto_pass'],
    ['b', 'auto_fail'],
    [3, 'manual_review'],
  ])
})

test('says of a line what is wrong with it, goes on, and ends with 2', async () => {
  const { code, results } = await judge([
    'no json',
    '',
    { id: 'x', language: 'english!', expect: {}, reply: {} },
    { id: 'y', language: 'en', expect: { contain: 'x' }, reply: {} },
    '[1]',
    { id: 'z', language: 'en', expect: { response: { matches: '(?=a)' } } },
    line('last', 'Rome', 'Rome'),
  ])
  expect(code).toBe(2)
  expect(results.map(({ id, line: number }) => id ?? number)).toEqual([1, 'x', 'y', 5, 'z', 'last'])
  expect(results[0]?.error).toMatch(/not JSON/)
  expect(results[2]?.error).toMatch(/contain/)
  expect(results[4]?.error).toMatch(/look-ahead/)
  expect(results[5]?.review_status).toBe('auto_pass')
})

test('judges a conversation turn by turn', async () => {
  const { results } = await judge([
    {
      id: 'talk',
      language: 'en-US',
      turns: [
        { said: 'hi', expect: { intent: 'Greet' }, reply: { text: 'Hello.', intent: 'Greet' } },
        { said: 'bye', expect: { intent: 'Bye' }, reply: { text: 'Hello.', intent: 'Greet' } },
      ],
    },
  ])
  expect(results[0]).toMatchObject({
    review_status: 'auto_fail',
    reason: expect.stringMatching(/^Turn 2: /) as string,
  })
})

test('measures the recordings that a line names, beside its file', async () => {
  const silent = { pcm: new Int16Array(16_000), sampleRate: 16_000 }
  write('silence.wav', encodeWav(silent))
  write('noise.wav', Buffer.from('not a recording'))
  const spoken = (audio: string) =>
    line(audio, 'Rome', 'It is sunny in Rome.', {
      mode: 'voice',
      heard: 'hello',
      expect: { audio: { required: true } },
      reply: { text: 'It is sunny in Rome.', ...(audio !== '' && { audio }) },
    })
  const { code, results } = await judge([
    spoken(''),
    spoken('silence.wav'),
    spoken('noise.wav'),
    spoken('none.wav'),
  ])
  expect(code).toBe(2)
  expect(results.slice(0, 2).map(({ review_status }) => review_status)).toEqual([
    'auto_pass',
    'auto_fail',
  ])
  expect(results[1]?.reason).toMatch(/silent/)
  expect(results.slice(2).every(({ error }) => error !== undefined)).toBe(true)
})

test('listens to the recordings that a line names, whatever is expected', async () => {
  const [stimulus, reply] = utterances('slt').map(({ clip }) => clip)
  if (!stimulus || !reply) throw new Error('no speech')
  write('asked.wav', encodeWav(stimulus))
  write('answered.wav', encodeWav(reply))
  write('hiss.wav', encodeWav(noise({ sampleRate: 16_000, durationMs: 2_000, level: 0.1 })))
  const late = { sampleRate: reply.sampleRate, pcm: new Int16Array(3 * reply.sampleRate) }
  write('late.wav', encodeWav(concat(late, reply)))
  const heard = (audio: string, more: object = {}) => ({
    ...{ id: audio, language: 'en-US', mode: 'voice', said: 'and tomorrow evening' },
    ...{ heard: 'and tomorrow evening', expect: { intent: 'Weather', ...more } },
    reply: {
      ...{ text: 'What is the weather now?', intent: 'Weather', response_ms: 231 },
      ...{ audio, stimulus: 'asked.wav' },
    },
  })
  const { code, results } = await judge([
    heard('answered.wav'),
    heard('hiss.wav'),
    heard('asked.wav'),
    heard('late.wav', { response_time: { max_ms: 1_500 } }),
  ])
  expect(code).toBe(0)
  expect(results.map(({ review_status }) => review_status)).toEqual([
    ...['auto_pass', 'auto_fail', 'auto_fail', 'manual_review'],
  ])
  expect(results[1]?.reason).toMatch(/only noise/)
  expect(results[2]?.reason).toMatch(/is an echo/)
  expect(results[3]?.reason).toMatch(/begins with 3\.\d s of silence/)
})

test('takes the policy of a file in YAML or JSON, and refuses another', async () => {
  const doubtful = line('d', 'Rome', 'It is not sunny in Rome.')
  const sure = line('s', 'Rome', 'It is sunny in Rome.')
  const strict = await judge([sure], '--policy', write('strict.yaml', 'auto_pass_confidence: 1\n'))
  expect(strict.results[0]?.review_status).toBe('manual_review')
  const alone = await judge([doubtful], '--policy', write('alone.json', '{"human_review": false}'))
  expect(alone.results[0]?.review_status).not.toBe('manual_review')
  const wrong = await judge([sure], '--policy', write('wrong.yaml', 'auto_pas_confidence: 1\n'))
  expect(wrong.code).toBe(2)
  expect(wrong.err.join(' ')).toMatch(/auto_pas_confidence/)
})

test('writes to a file when asked to', async () => {
  const out = join(folder, 'out.jsonl')
  const { code, results } = await judge([line('a', 'Rome', 'Rome')], '--out', out)
  expect([code, results]).toEqual([0, []])
  expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
    id: 'a',
    review_status: 'auto_pass',
  })
  const nowhere = await judge([line('a', 'Rome', 'Rome')], '--out', join(folder, 'no', 'out.jsonl'))
  expect(nowhere.code).toBe(2)
})
