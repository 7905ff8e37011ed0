using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Kernel.Shops;

/// <summary>
/// The shop's legal data, which its statements name as the issuer. Changes are versions, recorded in the audit log; a
/// statement keeps the version in force at the last instant of its period. The first version applies from the
/// beginning. Setting the same data again changes nothing.
/// </summary>
public static class ShopIssuer
{
    /// <summary>The data, or none.</summary>
    public static readonly Setting<Issuer?> Setting = new("issuer", null);

    /// <summary>The data to set.</summary>
    public sealed record Command(Issuer Body, string? IfMatch) : IRequest<Versioned<Result>>;

    /// <summary>The legal data of a shop; all absent while nothing has been set.</summary>
    /// <param name="LegalName" example="Lotus Skincare (Shanghai) Co., Ltd.">The registered name.</param>
    /// <param name="RegistrationNumber" example="91310000MA1FL0000X">Number in the commercial register.</param>
    /// <param name="Address" example="18 Huaihai Road, Shanghai">The registered address, in one line.</param>
    /// <param name="TaxNumber" example="91310000MA1FL0000X">Number at the tax office.</param>
    public sealed record Result(string? LegalName, string? RegistrationNumber, string? Address, string? TaxNumber);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/shop/issuer", (
                Issuer body, [FromHeader(Name = "If-Match")] string? ifMatch, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Command(body, ifMatch), cancel))
            .Describe(
                "putShopIssuer", "Shops", "Set the shop's legal data",
                "Sets the legal data that the shop's statements name as the issuer. Each change is a version and is "
                    + "recorded in the audit log; a statement keeps the version in force at the last instant of its "
                    + "period, and the first version applies from the beginning. Sending the same data again changes "
                    + "nothing; an outdated `If-Match` is refused with 412.")
            .Example("""
                {"legalName": "Lotus Skincare (Shanghai) Co., Ltd.", "registrationNumber": "91310000MA1FL0000X",
                 "address": "18 Huaihai Road, Shanghai", "taxNumber": "91310000MA1FL0000X"}
                """)
            .Scope(Scopes.ShopWrite).ForPersons(Roles.Finance, Roles.Admin)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Result>("/v1/shop/issuer")
            .Describe(
                "getShopIssuer", "Shops", "Get the shop's legal data",
                "Returns the legal name, registration number, address and tax number of the shop; all are absent "
                    + "until they are set.")
            .Scope(Scopes.ShopRead);
    }

    private static Result Show(Issuer? issuer) =>
        new(issuer?.LegalName, issuer?.RegistrationNumber, issuer?.Address, issuer?.TaxNumber);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.LegalName).Line("NAME_INVALID", "A legal name");
            RuleFor(c => c.Body.RegistrationNumber!).Line("NUMBER_INVALID", "A registration number")
                .When(c => c.Body.RegistrationNumber is not null);
            RuleFor(c => c.Body.Address!).Words().When(c => c.Body.Address is not null);
            RuleFor(c => c.Body.TaxNumber!).Line("NUMBER_INVALID", "A tax number")
                .When(c => c.Body.TaxNumber is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Versioned<Result>>, IRequestHandler<GetSetting<Result>, Versioned<Result>>
    {
        public async Task<Versioned<Result>> Handle(Command command, CancellationToken cancel) =>
            (await db.Write(caller.Shop.Id, transaction =>
                new SettingChange<Issuer?>(Setting, transaction, caller, time).Put(command.Body, command.IfMatch),
                cancel)).As(Show);

        public async Task<Versioned<Result>> Handle(GetSetting<Result> query, CancellationToken cancel) =>
            (await db.InForce(Setting, caller.Shop.Id, cancel)).As(Show);
    }
}
