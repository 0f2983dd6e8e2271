import type { Exception } from '#scripts/house/exceptions.ts'

/** What may be unused for now: the day by which it must be used or gone, and the work that uses it. */
export const allowed: readonly Exception[] = [
  { name: 'setting AWS_S3_EXPIRATION_DAYS', until: '2027-06-30', subject: 'retention' },
  { name: 'setting TEST_RESULT_RETENTION_DAYS', until: '2027-06-30', subject: 'retention' },
  { name: 'setting READ_REPLICA_URL', until: '2027-06-30', subject: 'read replica' },
  { name: 'setting SMTP_TIMEOUT', until: '2027-06-30', subject: 'reports by mail' },
  { name: 'setting ENABLE_AUTO_SCALING', until: '2027-06-30', subject: 'autoscaling' },
  { name: 'setting MAX_WORKERS', until: '2027-06-30', subject: 'autoscaling' },
  { name: 'setting TARGET_TASKS_PER_WORKER', until: '2027-06-30', subject: 'autoscaling' },
  { name: 'setting SCALE_DOWN_THRESHOLD', until: '2027-06-30', subject: 'autoscaling' },
  { name: 'setting SCALING_COOLDOWN_SECONDS', until: '2027-06-30', subject: 'autoscaling' },
  { name: 'setting SCALING_QUEUE_NAME', until: '2027-06-30', subject: 'autoscaling' },
  { name: 'permission comment:write', until: '2027-06-30', subject: 'comments' },
  { name: 'table comments', until: '2027-06-30', subject: 'comments' },
  { name: 'table edge_cases', until: '2027-06-30', subject: 'edge cases' },
  { name: 'table knowledge_base_articles', until: '2027-06-30', subject: 'knowledge base' },
  { name: 'table baselines', until: '2027-06-30', subject: 'regressions against a baseline' },
  { name: 'table expected_outcomes', until: '2027-06-30', subject: 'expected outcomes' },
  { name: 'table test_case_outcomes', until: '2027-06-30', subject: 'expected outcomes' },
]
