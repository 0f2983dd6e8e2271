/** `day` as YYYY-MM-DD */
export type DayVerdicts = { day: string; passed: number; failed: number; invalid: number }
