namespace SocialCommerce.Kernel.Shops;

/// <summary>Who issues a shop's documents, by law.</summary>
/// <param name="LegalName" example="Lotus Skincare (Shanghai) Co., Ltd.">The registered name.</param>
/// <param name="RegistrationNumber" example="91310000MA1FL0000X">
/// Number in the commercial register, such as a unified social credit code.
/// </param>
/// <param name="Address" example="18 Huaihai Road, Shanghai">The registered address, in one line.</param>
/// <param name="TaxNumber" example="91310000MA1FL0000X">Number at the tax office, where it is another one.</param>
public sealed record Issuer(
    string LegalName, string? RegistrationNumber = null, string? Address = null, string? TaxNumber = null);
