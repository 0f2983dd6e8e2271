export type AudioRegion = { label: string; start_ms: number; end_ms: number }

export type AudioClip = {
  src: string
  /** of what is heard, e.g. `As it was made` */
  label: string
  duration_ms: number | null
  /** parts worth seeing, e.g. where the speech is */
  regions?: AudioRegion[]
}
