import { criticalFailure } from '#lib/notifications/messages/critical-failure.ts'
import { defectCreated } from '#lib/notifications/messages/defect-created.ts'
import { regressionDetected } from '#lib/notifications/messages/regression-detected.ts'
import { testFailure } from '#lib/notifications/messages/test-failure.ts'
import { testRunComplete } from '#lib/notifications/messages/test-run-complete.ts'
import type { EventKind, NotificationEvent } from '#lib/notifications/rules/notification-event.ts'
import type { FiledFailure } from '#lib/notifications/runs/filed-failure.ts'
import { gravest, passRate, type RunFacts } from '#lib/notifications/runs/run-facts.ts'

const rateOf = ({ passed, failed }: { passed: number; failed: number }) =>
  passed + failed === 0 ? null : passed / (passed + failed)

/** A run below the floor, or one that could not be carried out, is a failure. */
function isBelow({ run }: RunFacts, floor: number): boolean {
  const rate = passRate(run)
  return run.status !== 'completed' || rate === null || rate < floor
}

/** The run as a whole turned, or a case failed that did not fail before. */
function hasChanged(facts: RunFacts, floor: number): boolean {
  const { previous, regressions, newFailures } = facts
  if (regressions.length + newFailures.length > 0) return true
  if (!previous) return isBelow(facts, floor)
  const before = rateOf(previous)
  return isBelow(facts, floor) !== (before === null || before < floor)
}

type Base = Omit<NotificationEvent, 'kind' | 'key' | 'message' | 'thread'>

function baseOf(facts: RunFacts, recorded: readonly FiledFailure[]): Base {
  const { run, failures, fixed } = facts
  return {
    subject: { type: 'run', id: run.id },
    suiteIds: run.suites.map(({ id }) => id),
    severity: gravest([...failures, ...fixed].map(({ priority }) => priority)),
    isChange: (floor) => hasChanged(facts, floor),
    isFailure: (floor) => isBelow(facts, floor),
    isPartOfRun: true,
    isNewDefect: recorded.some(({ effect }) => effect === 'created' || effect === 'reopened'),
  }
}

const yes = () => true

/**
 * The events of a run that ended, the whole before its parts. `recorded` are the failures that were filed under
 * defects. A cancelled run has none: whoever cancelled it knows. A run whose items were tried again after its end
 * has them again, since its end is another.
 */
export function runNotificationEvents(
  facts: RunFacts,
  recorded: readonly FiledFailure[],
): NotificationEvent[] {
  const { run, failures, regressions, newFailures } = facts
  if (run.status !== 'completed' && run.status !== 'failed') return []
  const base = baseOf(facts, recorded)
  const suites = run.suites.map(({ id }) => id).join(',')
  const of = (kind: EventKind) => ({
    ...base,
    kind,
    key: `${kind} ${run.id} ${run.finished_at ?? ''}`,
    thread: `${kind} ${run.target.id} ${suites}`,
  })
  const found: NotificationEvent[] = [
    { ...of('test_run_complete'), message: (config) => testRunComplete(facts, config) },
  ]
  const fresh = new Set([...regressions, ...newFailures].map(({ caseId }) => caseId))
  if (failures.length > 0)
    found.push({
      ...of('test_failure'),
      isChange: () => fresh.size > 0,
      isFailure: yes,
      message: (config) => testFailure(facts, config),
    })
  const critical = failures.filter(({ priority }) => priority === 'critical')
  if (critical.length > 0)
    found.push({
      ...of('critical_failure'),
      severity: 'critical',
      isChange: () => critical.some(({ caseId }) => fresh.has(caseId)),
      isFailure: yes,
      message: (config) => criticalFailure(facts, config),
    })
  if (regressions.length > 0)
    found.push({
      ...of('regression_detected'),
      severity: gravest(regressions.map(({ priority }) => priority)),
      isChange: yes,
      isFailure: yes,
      message: (config) => regressionDetected(facts, config),
    })
  const defects = recorded.filter(({ effect }) => effect === 'created' || effect === 'reopened')
  if (defects.length > 0) found.push(defectEvent(facts, defects, of('defect_created')))
  return found
}

function defectEvent(
  facts: RunFacts,
  defects: readonly FiledFailure[],
  base: Omit<NotificationEvent, 'message'>,
): NotificationEvent {
  const ids = defects
    .map(({ defect }) => defect.id)
    .toSorted()
    .join(',')
  return {
    ...base,
    // Reviews of one run may file further defects later: those are other news.
    key: `${base.key} ${ids}`.slice(0, 2_000),
    severity: gravest(defects.map(({ defect }) => defect.severity)),
    isChange: yes,
    isFailure: yes,
    isNewDefect: true,
    message: (config) => defectCreated(facts, defects, config),
  }
}
