// How far the beginning of a reply is found from where a person would mark it in the clean recording: lines for people on
// stderr, one JSON object on stdout. A mark is the first sample of 2 % of the peak, as it is seen in an audio editor.
// `--share 0.2` speaks a part of the corpus; `--wrong` lists what is further off than the gate.
import { parseArgs } from 'node:util'

import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { soundSpans } from '#lib/engines/speech/listening/sound-spans.ts'
import { markedSpeech } from '#lib/engines/speech/listening/testing/marked-speech.ts'

import { median, round } from '#bench/rig/figures.ts'
import { speechCorpus } from '#bench/rig/speech-corpus.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: { share: { type: 'string', default: '1' }, wrong: { type: 'boolean', default: false } },
})
const gateMs = 20

type Source = { of: string; text: string; clip: Clip }
const known: Source[] = ['slt', 'rms', 'awb'].flatMap((voice) =>
  utterances(voice).map(({ text, clip }) => ({ of: 'English', text, clip })),
)
const { clean } = await speechCorpus(Number(values.share))
const seen: Source[] = clean.map(({ text, clip }) => ({ of: 'all voices', text, clip }))

const errors = [...known, ...seen].flatMap(({ of, text, clip }) =>
  markedSpeech(clip).map(({ kind, clip: heard, markMs }) => {
    const [first] = soundSpans(heard)
    return { of, text, kind, off: first === undefined ? Number.NaN : first.fromMs - markMs }
  }),
)
const within = (all: typeof errors) =>
  all.filter(({ off }) => Math.abs(off) <= gateMs).length / Math.max(1, all.length)
const results = [...new Set(errors.map(({ of }) => of))].flatMap((of) =>
  [...new Set(errors.map(({ kind }) => kind))].map((kind) => {
    const all = errors.filter((one) => one.of === of && one.kind === kind)
    const offs = all.map(({ off }) => off).toSorted((a, b) => a - b)
    const at = (share: number) => round(offs[Math.floor(share * (offs.length - 1))] ?? Number.NaN)
    const value = round(within(all) * 100)
    const gate = of === 'English' ? 100 : 97
    return {
      name: `${of}, ${kind}: begins within ±${gateMs} ms of its mark`,
      ...{ value, unit: '%', better: 'higher' as const, gate, aim: 100 },
      reference: `${all.length} clips, median ${round(median(offs))}, ${at(0.05)} to ${at(0.95)} ms`,
    }
  }),
)
if (values.wrong)
  for (const { of, kind, text, off } of errors)
    if (!(Math.abs(off) <= gateMs)) console.error(`  ${of}, ${kind}: ${round(off)} ms, "${text}"`)
const clip = known[0]?.clip
if (clip) {
  const started = process.cpuUsage()
  for (let n = 0; n < 50; n++) soundSpans(clip)
  const { user, system } = process.cpuUsage(started)
  const seconds = (clip.pcm.length / clip.sampleRate) * 50
  console.error(
    `CPU time of finding the sounds in 1 s: ${round((user + system) / 1_000 / seconds)} ms`,
  )
}
report('onset', results)
