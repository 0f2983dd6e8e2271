import Link from 'next/link'

import { ScopePicker } from '#app/(dashboard)/settings/validation-policy/_components/scope-picker.client.tsx'
import type {
  Choice,
  PolicyPlace,
} from '#app/(dashboard)/settings/validation-policy/_lib/policy-place.ts'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { PolicyInForceView, PolicyView } from '#lib/policies/schema.ts'

type InForceCardProps = {
  place: PolicyPlace
  inForce: PolicyInForceView
  /** the row in force; null for the built-in settings */
  saved: PolicyView | null
  suites: Choice[]
  overrides: PolicyView[]
}

const sourceWords = {
  built_in: 'the settings of the server',
  organization: 'the organization',
  suite: 'its suite',
  case: 'the case itself',
}

function Sentence({ place, inForce, saved }: Omit<InForceCardProps, 'suites' | 'overrides'>) {
  const { source, version } = inForce
  const own = source === place.scope
  return (
    <p className="text-sm text-pretty">
      {source === 'built_in' ? (
        <>Nothing has been saved yet: {place.words} is judged by the settings of the server.</>
      ) : (
        <>
          <span className="font-medium">Version {version}</span>{' '}
          {own
            ? `of ${place.words} is in force`
            : `of ${sourceWords[source]} holds for ${place.words}`}
          {saved && (
            <>
              , saved by {saved.created_by?.name ?? 'a former user'}{' '}
              <Time value={saved.created_at} style="ago" />
            </>
          )}
          .
        </>
      )}{' '}
      {!own && place.scope !== 'organization' && `Saving below gives ${place.words} its own.`}
    </p>
  )
}

const hrefOf = ({ suite, case: testCase }: PolicyView) =>
  `/settings/validation-policy?${testCase ? `case=${testCase.id}` : `suite=${suite?.id ?? ''}`}`

/** Which policy holds here and where it comes from, and who else has one of their own. */
export function InForceCard({ suites, overrides, ...props }: InForceCardProps) {
  const { place } = props
  return (
    <Card>
      <CardHeader title="What is in force" />
      <CardBody className="space-y-4">
        <ScopePicker suites={suites} suiteId={place.suiteId} case={place.testCase} />
        <Sentence {...props} />
        {overrides.length > 0 && (
          <div className="space-y-1.5">
            <h3 className="text-muted-foreground text-xs font-medium">
              With a policy of their own
            </h3>
            <ul className="flex flex-wrap gap-2 text-sm">
              {overrides.map((policy) => (
                <li key={policy.id}>
                  <Link
                    href={hrefOf(policy)}
                    scroll={false}
                    className="bg-muted hover:bg-accent inline-flex max-w-72 items-center gap-1.5 rounded-md px-2 py-1"
                  >
                    <span className="text-muted-foreground text-xs">
                      {policy.case ? 'case' : 'suite'}
                    </span>
                    <span className="truncate">{(policy.case ?? policy.suite)?.name}</span>
                    <span className="text-muted-foreground text-xs tabular-nums">
                      v{policy.version}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )}
      </CardBody>
    </Card>
  )
}
