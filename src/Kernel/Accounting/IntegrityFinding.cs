namespace SocialCommerce.Kernel.Accounting;

/// <summary>Something that the integrity check found wrong.</summary>
/// <param name="Subject" example="o-20260131-7">What it is about: an order, a person, a statement, a movement.</param>
/// <param name="Detail" example="accrual 118 of c-1001: recomputed 1000, booked 999">What does not agree.</param>
public sealed record IntegrityFinding(string Subject, string Detail);
