import { PageSkeleton } from '#components/layout/page-skeleton.client.tsx'

export default function Loading() {
  return <PageSkeleton />
}
