import { fixedLoop, type CanaryReading } from '#bench/rig/canary.ts'
import { round } from '#bench/rig/figures.ts'

/** One goal: what was measured, and the bounds it is held against. */
export type Figure = {
  /** number in the table of goals; none for what has no goal there */
  goal?: number
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

const stateOf = (figure: Figure) =>
  !reaches(figure, figure.gate) ? 'missed' : reaches(figure, figure.aim) ? 'aim' : 'gate'

const labels = { missed: 'MISSED', aim: 'aim   ', gate: 'gate  ' }

/**
 * Prints lines for people and one JSON object, and fails the process when a gate is missed. `more` is kept in the JSON. Without
 * a database there is no commit to watch, and the fixed loop is run here.
 */
export function report(
  bench: string,
  figures: Figure[],
  canary: Partial<CanaryReading> = { cpuMs: fixedLoop() },
  more: object = {},
): void {
  for (const figure of figures) {
    const sign = figure.better === 'higher' ? '>=' : '<='
    const goal = figure.goal === undefined ? '' : `${figure.goal}. `
    console.error(
      `${labels[stateOf(figure)]} ${goal}${figure.name}: ${round(figure.value)} ${figure.unit} ` +
        `(gate ${sign} ${figure.gate}, aim ${sign} ${figure.aim}; ${figure.reference})`,
    )
  }
  const { cpuMs, commitMs } = canary
  const commit = commitMs === undefined ? '' : `, 1-row commit ${round(commitMs)} ms`
  console.error(`canaries: fixed loop ${round(cpuMs ?? NaN)} ms${commit}`)
  const results = figures.map((figure) => ({
    ...figure,
    value: round(figure.value),
    state: stateOf(figure),
    pass: reaches(figure, figure.gate),
  }))
  console.log(JSON.stringify({ bench, results, canary, ...more }))
  if (results.some(({ pass }) => !pass)) process.exitCode = 1
}
