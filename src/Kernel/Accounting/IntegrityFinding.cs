namespace SocialCommerce.Kernel.Accounting;

/// <summary>Something that the integrity check found wrong.</summary>
/// <param name="Subject">What it is about: an order, a person, a statement, a movement.</param>
/// <param name="Detail">What does not agree.</param>
public sealed record IntegrityFinding(string Subject, string Detail);
