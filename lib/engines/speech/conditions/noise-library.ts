import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import { createByteCache } from '#lib/engines/speech/byte-cache.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { NoiseSounds } from '#lib/engines/speech/conditions/condition.ts'
import type { DeviceProfileSettings } from '#lib/engines/speech/conditions/profile.ts'
import { createSingleFlight } from '#lib/engines/speech/single-flight.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const BUCKET = 'input-audio'
const CACHE_BYTES = 32e6

/** Finds the sounds that a profile speaks of. */
export type NoiseLibrary = {
  /** Throws `InvalidError` for a recording that is gone or damaged. */
  soundsFor(settings: DeviceProfileSettings, signal?: AbortSignal): Promise<NoiseSounds>
}

type Options = {
  storage: Storage
  /** clips for babble; asked once, and again after a failure */
  talkers: () => Promise<Clip[]>
}

/** Noise from storage, held in memory, and a crowd that is made when first needed. */
export function createNoiseLibrary({ storage, talkers }: Options): NoiseLibrary {
  const cache = createByteCache<Clip>(CACHE_BYTES, ({ pcm }) => pcm.byteLength)
  const once = createSingleFlight<Clip>()
  let crowd: Promise<Clip[]> | null = null

  function babble(): Promise<Clip[]> {
    crowd ??= talkers().catch((error: unknown) => {
      crowd = null
      throw error
    })
    return crowd
  }

  async function load(key: string): Promise<Clip> {
    const bytes = await storage.get(BUCKET, key)
    if (!bytes) throw new InvalidError(`The noise recording ${key} no longer exists`)
    const clip = decodeWav(bytes)
    cache.set(key, clip)
    return clip
  }

  return {
    async soundsFor({ noise }, signal) {
      if (noise?.kind === 'babble') return { babble: await babble() }
      if (noise?.recording === undefined) return {}
      const key = noise.recording
      return { recording: cache.get(key) ?? (await once(key, () => load(key), signal)) }
    },
  }
}
