import type { UsedProfile } from '#lib/device-profiles/used-profile.ts'
import type { ConditionsReport } from '#lib/engines/speech/conditions/condition.ts'
import type { TurnResult } from '#lib/runs/execute/take-turn.ts'
import type { MeasuredConditions } from '#lib/runs/schema.ts'

/** Conditions of an execution: the profile as the run has it, and what became of each spoken turn. */
export type RecordedConditions = { profile: UsedProfile; measured: MeasuredConditions[] }

/** To 0.001: finer is noise. */
function rounded(value: number): number
function rounded(value: number | null): number | null
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1_000) / 1_000
}

function measuredIn(turn: number, report: ConditionsReport): MeasuredConditions {
  return {
    turn,
    duration_ms: rounded(report.durationMs),
    speech_start_ms: rounded(report.speechStartMs),
    speech_end_ms: rounded(report.speechEndMs),
    speech_dbfs: rounded(report.speechDbfs),
    noise_dbfs: rounded(report.noiseDbfs),
    achieved_snr_db: rounded(report.achievedSnrDb),
    headroom_db: rounded(report.headroomDb),
    clipped_share: rounded(report.clippedShare),
    packets: report.packets,
    lost_packets: report.lostPackets,
    loss_rate: rounded(report.lossRate),
    speech_loss_rate: rounded(report.speechLossRate),
    longest_loss_ms: rounded(report.longestLossMs),
  }
}

/** What was measured in the turns that were spoken through the profile. */
export function recordConditions(
  profile: UsedProfile,
  talks: readonly Pick<TurnResult, 'utterance'>[],
): RecordedConditions {
  const measured = talks.flatMap(({ utterance: { index, stimulus } }) =>
    stimulus?.conditioned ? [measuredIn(index, stimulus.conditioned.report)] : [],
  )
  return { profile, measured }
}
