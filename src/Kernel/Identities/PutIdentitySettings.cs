namespace SocialCommerce.Kernel.Identities;

/// <summary>
/// Sets how identities are normalized before they are compared: the country of phone numbers without a country code,
/// and whether aliases of one mailbox count as one address. Only hashes of the normal form are stored, so a change
/// applies to identities added afterwards.
/// </summary>
public static class PutIdentitySettings
{
    /// <summary>No country, and each address as it is.</summary>
    public static readonly Setting<IdentityRules> Setting = new("identitySettings", new IdentityRules());

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPutSetting<IdentityRules>("/v1/identity-settings")
            .Describe(
                "putIdentitySettings", "Customers", "Set the identity settings",
                "Sets how identities are normalized before they are compared: the default country of phone numbers "
                    + "without a country code, and whether aliases of one mailbox count as one email address. Only "
                    + "hashes of the normal form are stored, so a change applies to identities added afterwards; add "
                    + "known identities again to compare them in the new form. Sending the settings in force changes "
                    + "nothing. An unknown country is refused, and so is an `If-Match` with an outdated version.")
            .Example("""{"defaultCountry": "CN", "ignoreMailAliases": true}""")
            .Scope(Scopes.CustomersWrite).ForPersons(Roles.Admin)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<IdentityRules>("/v1/identity-settings")
            .Describe(
                "getIdentitySettings", "Customers", "Get the identity settings",
                "Returns the rules by which phone numbers and email addresses are normalized before they are "
                    + "compared.")
            .Scope(Scopes.CustomersRead);
    }

    internal sealed class Validator : AbstractValidator<PutSetting<IdentityRules>>
    {
        public Validator() => RuleFor(c => c.Body.DefaultCountry)
            .Text(2, 2, IdentityForm.IsCountry).WithErrorCode("COUNTRY_UNKNOWN")
            .WithMessage("defaultCountry must be an ISO 3166 code of two capital letters, such as GB.")
            .When(c => c.Body.DefaultCountry is not null);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : SettingHandler<IdentityRules>(Setting, db, caller, time);
}
