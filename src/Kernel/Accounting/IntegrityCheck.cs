namespace SocialCommerce.Kernel.Accounting;

/// <summary>A set-based check: a statement that returns one row per finding, columns subject and detail.</summary>
/// <param name="Name">lowerCamel name of what is checked.</param>
/// <param name="Sql">Takes @shop and @unit, the currency.</param>
public sealed record IntegrityCheck(string Name, string Sql);
