import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { clip, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { testJudgements } from '#lib/engines/validation/testing/judgements.ts'

const late = { response_time: { max_ms: 1_000 } }
const at = (response_ms: number | null, over: Partial<TurnEvidence> = {}) =>
  voiceTurn({ ...over, timings: { ...voiceTurn().timings, response_ms } })

testJudgements([
  [
    'transcript',
    'exact after normalisation',
    voiceTurn(),
    { transcript: { max_wer: 0 } },
    { pass: true, sure: true, evidence: /exactly/, score: 1 },
  ],
  [
    'transcript',
    'far over its limit',
    voiceTurn({ heard: 'play the hits of queen' }),
    { transcript: { max_wer: 0.1 } },
    { pass: false, sure: true, evidence: /WER .* against a limit of 10 %/ },
  ],
  [
    'transcript',
    'another word, over its limit',
    voiceTurn({ heard: 'what is the weather in trento' }),
    { transcript: { max_wer: 0.1 } },
    { pass: false, sure: true, evidence: /WER 16\.7 %.*toronto → trento/ },
  ],
  [
    'transcript',
    'missing',
    voiceTurn({ heard: null }),
    { transcript: { max_wer: 0.1 } },
    { pass: true, sure: false, evidence: /no transcript/ },
  ],
  [
    'transcript',
    'within a CER limit',
    voiceTurn({ heard: 'what is the weather in trento' }),
    { transcript: { max_cer: 0.3 } },
    { pass: true, sure: true, evidence: /CER/ },
  ],
  [
    'transcript',
    'Chinese by characters',
    voiceTurn({ language: 'zh-CN', said: '今天天气怎么样', heard: '今天天汽怎么样' }),
    {},
    { pass: true, sure: true, evidence: /CER 14\.3 %/ },
  ],
  [
    'response_time',
    'in time',
    at(420),
    late,
    { pass: true, sure: true, evidence: /420 ms against a limit of 1000 ms/, score: 1 },
  ],
  [
    'response_time',
    'late',
    at(2_000),
    late,
    { pass: false, sure: true, evidence: /2000 ms/, score: 0.5 },
  ],
  [
    'response_time',
    'within the uncertainty',
    at(1_015),
    late,
    { pass: false, sure: false, evidence: /within ±20 ms/ },
  ],
  [
    'response_time',
    'on a repeated attempt',
    at(2_000, { attempts: 2 }),
    late,
    { pass: false, sure: false, evidence: /attempt 2/ },
  ],
  [
    'response_time',
    'not measured',
    at(null),
    late,
    { pass: false, sure: false, evidence: /not measured/ },
  ],
  [
    'audio',
    'spoken',
    voiceTurn(),
    { audio: { required: true } },
    { pass: true, sure: true, evidence: /spoken for 2\.9 s/ },
  ],
  [
    'audio',
    'missing',
    voiceTurn({ reply_audio: null }),
    { audio: { required: true } },
    { pass: false, sure: true, evidence: /no audio/ },
  ],
  [
    'audio',
    'silent',
    voiceTurn({ reply_audio: clip({ peak_db: -80 }) }),
    { audio: { required: true } },
    { pass: false, sure: true, evidence: /silent/ },
  ],
  [
    'audio',
    'clipped',
    voiceTurn({ reply_audio: clip({ peak_db: 0, rms_db: -4 }) }),
    { audio: { required: true } },
    { pass: false, sure: false, evidence: /clipping/ },
  ],
  [
    'audio',
    'cut',
    voiceTurn({ reply_audio: clip({ duration_ms: 300 }) }),
    { audio: { required: true } },
    { pass: false, sure: false, evidence: /lasts 0\.3 s/ },
  ],
])
