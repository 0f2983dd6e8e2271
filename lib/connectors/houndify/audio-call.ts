import { NetFault } from '#lib/net/fault.ts'

import type { VoiceTurn } from '../types.ts'
import type { TurnContext, TurnResult } from './turn-context.ts'

/** ms that saying the stimulus takes at `pace`. */
export function speakingMs(input: VoiceTurn, pace: number): number {
  return pace > 0 ? (input.pcm.length / input.sampleRate) * (1_000 / pace) : 0
}

/** One attempt at a voice turn. Throws NetFault. */
export async function audioCall(
  context: TurnContext,
  _input: VoiceTurn,
  _pace: number,
): Promise<TurnResult> {
  throw new NetFault({
    fault: 'configuration',
    detail: 'voice is not supported yet',
    peer: context.peer,
    retryable: false,
  })
}
