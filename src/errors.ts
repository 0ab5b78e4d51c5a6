/** A mistake that the person can mend. The message is a whole sentence, fit to show to them. */
export class UserError extends Error {
  override name = 'UserError';
}

/** What was asked for does not exist, or may not be seen by this person: both look the same from outside. */
export class NotFound extends UserError {
  override name = 'NotFound';
}

/** The person may not do this. The message says who may. */
export class NotAllowed extends UserError {
  override name = 'NotAllowed';
}

/** A form came back with mistakes: field id → sentence. The form is shown again with its values kept. */
export class FormError extends UserError {
  override name = 'FormError';
  constructor(readonly fields: Record<string, string>) {
    super(Object.values(fields).join(' '));
  }
}
