import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'

import { round } from '#bench/rig/figures.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { createConditions } from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import { createNoiseLibrary } from '#lib/engines/speech/conditions/noise-library.ts'
import type { DeviceProfileSettings } from '#lib/engines/speech/conditions/profile.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'

type Options = { clip: Clip; babble: Clip[]; settings: DeviceProfileSettings; stimuli: number }

/** CPU time of the calling thread, ms. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

/**
 * What stimuli heard through a profile cost the thread that holds the calls, in ms for each second of audio: made by
 * the conditions thread, found in storage, found in memory.
 */
export async function measureConditionedStimuli({ clip, babble, settings, stimuli }: Options) {
  const folder = await mkdtemp(path.join(tmpdir(), 'earshot-bench-'))
  const storage = createFileStorage(folder)
  const noises = createNoiseLibrary({ storage, talkers: () => Promise.resolve(babble) })
  const levels = measureLevels(clip)
  const dry: Stimulus = {
    ...{ key: 'tts/bench.wav', sha256: '', clip, engine: 'bench', voice: 'bench', cached: true },
    levels: { ...levels, speechEndMs: levels.speechEndMs ?? levels.durationMs },
  }
  const seconds = (stimuli * clip.pcm.length) / clip.sampleRate
  const open = () => createConditions({ storage, noises, threads: 1 })
  const ask = async (conditions: ReturnType<typeof open>) => {
    const [cpu, start] = [threadCpuMs(), performance.now()]
    await Promise.all(
      Array.from({ length: stimuli }, (_, seed) => conditions.hear(dry, { settings, seed })),
    )
    const own = round((threadCpuMs() - cpu) / seconds)
    return { own_ms: own, wall_ms: round((performance.now() - start) / seconds) }
  }
  const [first, second] = [open(), open()]
  try {
    await first.hear(dry, { settings, seed: -1 })
    const made = await ask(first)
    return { made, stored: await ask(second), held: await ask(second) }
  } finally {
    await Promise.all([first.close(), second.close()])
    await rm(folder, { recursive: true })
  }
}
