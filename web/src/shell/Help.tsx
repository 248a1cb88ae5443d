import { Modal, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keysAreOn, switchKeys } from '../parts/keys'

const GROUPS = {
  everywhere: ['go', 'help'],
  queue: ['verdict', 'move', 'undo', 'note', 'dossier'],
} as const

/** The keys, and the switch that turns single letters off. */
export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [on, setOn] = useState(keysAreOn)
  const change = (next: boolean) => {
    switchKeys(next)
    setOn(next)
  }
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('help.title')}>
      <label className="bar">
        <Switch checked={on} onChange={change} /> {t('help.switch')}
      </label>
      <h3 className="h4">{t('help.everywhere')}</h3>
      <dl className="keys">{GROUPS.everywhere.map((key) => <HelpLine key={key} name={key} />)}</dl>
      <h3 className="h4">{t('help.queue')}</h3>
      <dl className="keys">{GROUPS.queue.map((key) => <HelpLine key={key} name={key} />)}</dl>
    </Modal>
  )
}

function HelpLine({ name }: { name: 'go' | 'help' | 'verdict' | 'move' | 'undo' | 'note' | 'dossier' }) {
  const { t } = useTranslation()
  return (
    <div>
      <dt>
        <kbd>{t(`help.key.${name}`)}</kbd>
      </dt>
      <dd>{t(`help.does.${name}`)}</dd>
    </div>
  )
}
