import type { CanaryReading } from '#bench/rig/canary.ts'
import { round } from '#bench/rig/figures.ts'

/** One goal: what was measured, and the bounds it is held against. */
export type Figure = {
  /** number in the table of goals, and what is measured */
  goal: number
  name: string
  value: number
  unit: string
  /** higher or lower is better; `gate` fails the run, `aim` does not */
  better: 'higher' | 'lower'
  gate: number
  aim: number
  /** what the value is divided by, and the raw numbers behind it */
  reference: string
  rounds?: number[]
}

const reaches = ({ value, better }: Figure, bound: number) =>
  better === 'higher' ? value >= bound : value <= bound

/** Prints lines for people and one JSON object, and fails the process when a gate is missed. */
export function report(bench: string, figures: Figure[], canary: CanaryReading): void {
  for (const figure of figures) {
    const sign = figure.better === 'higher' ? '>=' : '<='
    const state = !reaches(figure, figure.gate)
      ? 'MISSED'
      : reaches(figure, figure.aim)
        ? 'aim   '
        : 'gate  '
    console.error(
      `${state} ${figure.goal}. ${figure.name}: ${round(figure.value)} ${figure.unit} ` +
        `(gate ${sign} ${figure.gate}, aim ${sign} ${figure.aim}; ${figure.reference})`,
    )
  }
  console.error(
    `canaries: fixed loop ${round(canary.cpuMs)} ms, 1-row commit ${round(canary.commitMs)} ms`,
  )
  const results = figures.map((figure) => ({
    ...figure,
    value: round(figure.value),
    pass: reaches(figure, figure.gate),
  }))
  console.log(JSON.stringify({ bench, results, canary }))
  if (results.some(({ pass }) => !pass)) process.exitCode = 1
}
