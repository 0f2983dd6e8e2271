export type AudioRegion = { label: string; start_ms: number; end_ms: number }

export type AudioClip = {
  src: string
  /** of what is heard, e.g. `Caller, turn 1` */
  label: string
  duration_ms: number | null
  /** parts worth seeing, e.g. where the speech is */
  regions?: AudioRegion[]
  /** what each of two channels holds; they are drawn one above the other on one axis */
  channels?: [string, string]
}

/** For shortcuts outside the player. */
export type AudioPlayerHandle = { toggle: () => void }
