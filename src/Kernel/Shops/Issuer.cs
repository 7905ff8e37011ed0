namespace SocialCommerce.Kernel.Shops;

/// <summary>Who issues a shop's documents, by law.</summary>
/// <param name="LegalName">The registered name.</param>
/// <param name="RegistrationNumber">Number in the commercial register, such as a unified social credit code.</param>
/// <param name="Address">The registered address, in one line.</param>
/// <param name="TaxNumber">Number at the tax office, where it is another one.</param>
public sealed record Issuer(
    string LegalName, string? RegistrationNumber = null, string? Address = null, string? TaxNumber = null);
