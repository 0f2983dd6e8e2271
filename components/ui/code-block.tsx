import { cn } from '#components/ui/cn.ts'
import { CopyButton } from '#components/ui/copy-button.client.tsx'

export type CodeBlockProps = { code: string; label?: string; className?: string }

export function CodeBlock({ code, label = 'Code', className }: CodeBlockProps) {
  return (
    <div className={cn('base:bg-muted/60 relative rounded-md border', className)}>
      <pre
        role="region"
        aria-label={label}
        tabIndex={0}
        className="max-h-96 [scrollbar-width:thin] overflow-auto p-3 pr-11 font-mono text-xs leading-5"
      >
        <code>{code}</code>
      </pre>
      <CopyButton
        text={code}
        label={`Copy ${label.toLowerCase()}`}
        className="absolute top-1 right-1"
      />
    </div>
  )
}
