import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { CaseInput } from '#lib/suites/schema.ts'

/** Where the editor of a case will be. */
export function CaseSkeleton({ value }: { value: CaseInput }) {
  return (
    <div aria-busy className="space-y-4">
      <span className="sr-only">Loading the case…</span>
      <Card>
        <CardHeader title="Case" />
        <CardBody>
          <Skeleton className="h-[30rem] sm:h-88 lg:h-72" />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="Languages" description="The case is run once in each of them." />
        <CardBody className="space-y-3">
          {Object.keys(value.languages).map((tag) => (
            <Skeleton key={tag} className="h-32 sm:h-15.5" />
          ))}
          <Skeleton className="h-8 w-32" />
        </CardBody>
      </Card>
      {value.turns.map((_, index) => (
        <Card key={index}>
          <CardHeader title={`Turn ${index + 1}`} />
          <CardBody>
            <Skeleton className="h-[80rem] sm:h-[52rem]" />
          </CardBody>
        </Card>
      ))}
    </div>
  )
}
