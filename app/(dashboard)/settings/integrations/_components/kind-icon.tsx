import {
  CloudCog,
  FolderGit2,
  GitBranch,
  GitMerge,
  Hammer,
  Hash,
  Mail,
  Plug,
  SquareKanban,
  Webhook,
  type LucideIcon,
} from 'lucide-react'

const icons: Record<string, LucideIcon> = {
  github: GitBranch,
  gitlab: GitMerge,
  bitbucket: FolderGit2,
  azure_devops: CloudCog,
  jenkins: Hammer,
  slack: Hash,
  jira: SquareKanban,
  email: Mail,
  webhook: Webhook,
}

/** A sign for a kind of connection; its name stands beside it. */
export function KindIcon({ kind }: { kind: string }) {
  const Icon = icons[kind] ?? Plug
  return (
    <span
      aria-hidden
      className="bg-muted text-muted-foreground grid size-9 shrink-0 place-items-center rounded-md [&_svg]:size-4.5"
    >
      <Icon />
    </span>
  )
}
