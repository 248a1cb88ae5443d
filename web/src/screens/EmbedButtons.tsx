import { Alert, App, Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api/client'
import { useEmbed } from '../api/queries'
import type { ScenarioDetail } from '../api/types'
import { share } from '../parts/format'
import { useMe } from '../shell/session'
import { Admission } from './Admission'

const LEAST_REASON = 10

/** Embed at chosen milestones or stop; both are asked for once more, because judges are told at once. */
export function EmbedButtons({ scenario }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const [open, setOpen] = useState(false)
  const embed = useEmbed(scenario.name)
  const stop = () =>
    modal.confirm({
      title: t('embed.stop_title', { title: scenario.title }),
      content: t('embed.stop_text', { list: scenario.embedded.map((place) => place.label).join(' · ') }),
      okText: t('embed.stop'),
      onOk: () => embed.mutateAsync({ milestones: [], reason: '' }).then(() => void message.success(t('embed.stopped'))),
    })
  return (
    <>
      {scenario.embedded.length > 0 && <Button onClick={stop}>{t('embed.stop')}</Button>}
      <Button onClick={() => setOpen(true)}>{scenario.embedded.length ? t('embed.change') : t('embed.embed')}</Button>
      {open && <EmbedDialog scenario={scenario} onClose={() => setOpen(false)} />}
    </>
  )
}

function EmbedDialog({ scenario, onClose }: { scenario: ScenarioDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const may = useMe().can.includes('override')
  const embed = useEmbed(scenario.name)
  const already = scenario.embedded.map((place) => place.milestone)
  const [chosen, setChosen] = useState(already.length ? already : scenario.milestones.map(({ code }) => code))
  const [reason, setReason] = useState('')
  const closed = !scenario.gate_state.passed
  const done = () => {
    void message.success(t('embed.embedded'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('embed.title', { title: scenario.title })}
      okText={t('embed.ok', { count: chosen.length })}
      okButtonProps={{ disabled: !chosen.length || (closed && reason.trim().length < LEAST_REASON), loading: embed.isPending }}
      onOk={() => embed.mutate({ milestones: chosen, reason }, { onSuccess: done })}
      onCancel={onClose}
    >
      <p>{t('embed.text')}</p>
      <Checkbox.Group value={chosen} onChange={setChosen} options={scenario.milestones.map(({ code, label }) => ({ value: code, label }))} />
      <Gate scenario={scenario} />
      <Admission name={scenario.name} />
      {closed && may && (
        <Input.TextArea
          aria-label={t('embed.reason')}
          placeholder={t('embed.reason')}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {embed.error && <Alert type="error" showIcon title={t('embed.refused')} description={refusalText(embed.error)} />}
    </Modal>
  )
}

function Gate({ scenario: { gate_state: gate } }: { scenario: ScenarioDetail }) {
  const { t } = useTranslation()
  const line = t('embed.gate', { need: gate.need_verified, verified: gate.verified, gate: share(gate.need_lower), lower: gate.verified ? share(gate.lower) : '—' })
  if (gate.passed) return <p className="quiet">{line}</p>
  return <Alert className="space" type="warning" showIcon title={gate.reason} description={line} />
}

const refusalText = (error: unknown) => (error instanceof Refusal ? error.detail : String(error))
