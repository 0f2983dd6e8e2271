/** What a form that was sent says; nothing in it means that all is well. */
export type FormState = {
  message?: string
  /** by field name */
  faults?: Record<string, string>
  /** what was typed, by field name, without passwords: a form that failed keeps it */
  values?: Record<string, string>
}
