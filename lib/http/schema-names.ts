import { z } from 'zod'

import {
  TokenView,
  ActivityView,
  ApiTokenView,
  MeView,
  NewApiTokenView,
  UserView,
} from '#lib/accounts/schema.ts'
import { ExecutionView } from '#lib/executions/schema.ts'
import { Problem } from '#lib/http/problem.ts'
import { QueueView } from '#lib/platform/jobs/schema.ts'
import {
  BandView,
  PolicyInForceView,
  PolicyView,
  ReplyView,
  SavePolicyInput,
} from '#lib/policies/schema.ts'
import { DecideReviewInput, ReviewItemView, ReviewTaskView } from '#lib/review/schema.ts'
import { RunItemView, RunView, StartRunInput } from '#lib/runs/schema.ts'
import {
  CaseVersionView,
  CaseView,
  ImportView,
  SuiteView,
  UpdateCaseInput,
} from '#lib/suites/schema.ts'
import { CheckView, CreateTargetInput, TargetView, VariableView } from '#lib/targets/schema.ts'

/** Names under which the API description holds its schemas; one that is not named here is written where it is used. */
export const schemaNames = z.registry<{ id: string }>()

const named = {
  Activity: ActivityView,
  ApiToken: ApiTokenView,
  Band: BandView,
  Case: CaseView,
  CaseVersion: CaseVersionView,
  Check: CheckView,
  CreateTarget: CreateTargetInput,
  DecideReview: DecideReviewInput,
  Execution: ExecutionView,
  Import: ImportView,
  Me: MeView,
  NewApiToken: NewApiTokenView,
  Policy: PolicyView,
  PolicyInForce: PolicyInForceView,
  Problem,
  Queue: QueueView,
  Reply: ReplyView,
  ReviewItem: ReviewItemView,
  ReviewTask: ReviewTaskView,
  Run: RunView,
  RunItem: RunItemView,
  SavePolicy: SavePolicyInput,
  StartRun: StartRunInput,
  Suite: SuiteView,
  Target: TargetView,
  Tokens: TokenView,
  UpdateCase: UpdateCaseInput,
  User: UserView,
  Variable: VariableView,
}
for (const [id, schema] of Object.entries(named)) schemaNames.add(schema, { id })
