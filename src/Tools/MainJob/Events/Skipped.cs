namespace SocialCommerce.MainJob.Events;

/// <summary>What the reading left out, by reason: invoices, except for the rows without value.</summary>
internal readonly record struct Skipped(int NoCustomer, int Adjustment, int LineWithoutValue, int OrderWithoutLines);
