import type zh from '../../zh/desk/devices'

const messages: typeof zh = {
  title: 'Devices with unsent work',
  text: 'Only numbers and times are known here. Until it arrives, the work itself lies on that device alone.',
  noneTitle: 'Nothing is held up',
  noneText: 'Every device says that all of its work has arrived.',
  records: 'holds {count} {count:record|records} since {day}',
  photos: 'and {count} {count:photo|photos}',
  photosOnly: 'holds {count} {count:photo|photos} since {day}',
  seen: 'heard of {ago}',
  refused: '{count} to sort out',
  late: 'more than 24 hours',
}

export default messages
