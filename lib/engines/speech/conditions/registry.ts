import { z } from 'zod'

import { clipping } from '#lib/engines/speech/conditions/clipping.ts'
import type {
  Condition,
  ConditionContext,
  Outcome,
} from '#lib/engines/speech/conditions/condition.ts'
import { gain } from '#lib/engines/speech/conditions/gain.ts'
import { lowPass } from '#lib/engines/speech/conditions/low-pass.ts'
import { noise } from '#lib/engines/speech/conditions/noise.ts'
import { packetLoss } from '#lib/engines/speech/conditions/packet-loss.ts'
import type { DeviceProfileSettings } from '#lib/engines/speech/conditions/profile.ts'
import { reverb } from '#lib/engines/speech/conditions/reverb.ts'
import { silence } from '#lib/engines/speech/conditions/silence.ts'
import type { Sound } from '#lib/engines/speech/conditions/sound.ts'
import { speed } from '#lib/engines/speech/conditions/speed.ts'
import { telephone } from '#lib/engines/speech/conditions/telephone.ts'

type Kind = keyof DeviceProfileSettings

/** A condition whose settings type is sealed inside: nobody casts. */
type RegisteredCondition = {
  kind: Kind
  label: string
  /** JSON Schema of its settings, from which forms are made */
  schema: unknown
  /** null when the profile lacks the condition */
  run(sound: Sound, profile: DeviceProfileSettings, context: ConditionContext): Outcome | null
}

function register<Config>(condition: Condition<Config, Kind>): RegisteredCondition {
  return {
    kind: condition.kind,
    label: condition.label,
    schema: z.toJSONSchema(condition.config, { io: 'input' }),
    run(sound, profile, context) {
      const settings = profile[condition.kind]
      if (settings === undefined) return null
      return condition.apply(sound, condition.config.parse(settings), context)
    },
  }
}

/** From the talker's mouth to the microphone's amplifier. */
export const acousticConditions: readonly RegisteredCondition[] = [
  register(speed),
  register(silence),
  register(reverb),
  register(noise),
  register(gain),
]

/** From there to the voice AI. */
export const lineConditions: readonly RegisteredCondition[] = [
  register(clipping),
  register(lowPass),
  register(telephone),
  register(packetLoss),
]
