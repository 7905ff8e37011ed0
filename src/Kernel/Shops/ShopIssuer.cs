using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Kernel.Shops;

/// <summary>
/// The shop's legal data, which its statements name as the issuer. Changes are versions, recorded in the audit log; a
/// statement keeps the version in force at the last instant of its period. The first version applies from the
/// beginning. Setting the same data again changes nothing.
/// </summary>
public static class ShopIssuer
{
    /// <summary>The data to set.</summary>
    public sealed record Command(Issuer Body, string? IfMatch) : IRequest<Versioned>;

    /// <summary>The data in force.</summary>
    public sealed record Query : IRequest<Versioned>;

    /// <summary>A version of the data; 0 while nothing has been set.</summary>
    public sealed record Versioned(long Version, Issuer? Issuer)
    {
        internal static readonly Versioned None = new(0, null);
    }

    /// <summary>The legal data of a shop; all absent while nothing has been set.</summary>
    /// <param name="LegalName" example="Lotus Skincare (Shanghai) Co., Ltd.">The registered name.</param>
    /// <param name="RegistrationNumber" example="91310000MA1FL0000X">Number in the commercial register.</param>
    /// <param name="Address" example="18 Huaihai Road, Shanghai">The registered address, in one line.</param>
    /// <param name="TaxNumber" example="91310000MA1FL0000X">Number at the tax office.</param>
    public sealed record Result(string? LegalName, string? RegistrationNumber, string? Address, string? TaxNumber);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/shop/issuer", async (
                Issuer body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                Tag(response, await mediator.Send(new Command(body, ifMatch), cancel)))
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
            .Tagged()
            .Scope(Scopes.ShopWrite).ForPersons(Roles.Finance, Roles.Admin)
            .Problems(CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/shop/issuer", async (
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                Tag(response, await mediator.Send(new Query(), cancel)))
            .Describe(
                "getShopIssuer", "Shops", "Get the shop's legal data",
                "Returns the legal name, registration number, address and tax number of the shop; all are absent "
                    + "until they are set.")
            .Tagged()
            .Scope(Scopes.ShopRead);
    }

    private static Result Tag(HttpResponse response, Versioned version)
    {
        response.Headers.ETag = EntityTag.Of(version.Version);
        var issuer = version.Issuer;
        return new Result(issuer?.LegalName, issuer?.RegistrationNumber, issuer?.Address, issuer?.TaxNumber);
    }

    /// <summary>The legal data in force just before an instant; no row while nothing has been set.</summary>
    public static PendingRows<Issuer> IssuerBefore(this SqlBatch batch, long shopId, DateTimeOffset end) =>
        batch.Rows<Issuer>(BeforeSql, new { shop = shopId, end });

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
        : IRequestHandler<Command, Versioned>, IRequestHandler<Query, Versioned>
    {
        public Task<Versioned> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Set(transaction, command, person), cancel);
        }

        public async Task<Versioned> Handle(Query query, CancellationToken cancel) =>
            (await db.First<Row>(caller.Shop.Id, LatestSql, new { shop = caller.Shop.Id }, cancel))?.ToVersion()
            ?? Versioned.None;

        private async Task<Versioned> Set(ShopTransaction transaction, Command command, Person person)
        {
            var read = transaction.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            read.RaiseSettingsVersion(transaction.ShopId);
            var state = read.ShopState(transaction.ShopId);
            var latest = read.Rows<Row>(LatestSql, new { shop = transaction.ShopId });
            await read.Run(transaction.Cancel);
            var old = latest.First?.ToVersion() ?? Versioned.None;
            EntityTag.Require(command.IfMatch, old.Version);
            if (old.Issuer == command.Body) return old;
            var write = transaction.Batch();
            var made = write.Rows<Row>(InsertSql, new
            {
                shop = transaction.ShopId,
                command.Body.LegalName,
                command.Body.RegistrationNumber,
                command.Body.Address,
                command.Body.TaxNumber,
                setBy = person.OperatorId,
                now = state.First!.Now(caller.Shop, time),
            });
            write.Log(
                transaction.ShopId, caller, new AuditEntry("issuer", caller.Shop.PublicId, old.Issuer, command.Body));
            await write.Commit(transaction.Cancel);
            return made.First!.ToVersion();
        }
    }

    private sealed record Row(
        long Version, string LegalName, string? RegistrationNumber, string? Address, string? TaxNumber)
    {
        public Versioned ToVersion() =>
            new(Version, new Issuer(LegalName, RegistrationNumber, Address, TaxNumber));
    }

    private const string Columns = "legal_name, registration_number, address, tax_number";

    private const string LatestSql = $"""
        select version, {Columns} from shop_issuers where shop_id = @shop order by version desc limit 1
        """;

    private const string BeforeSql = $"""
        select {Columns} from shop_issuers
        where shop_id = @shop and (recorded_at < @end or version = (
            select min(version) from shop_issuers where shop_id = @shop))
        order by version desc limit 1
        """;

    private const string InsertSql = $"""
        insert into shop_issuers (shop_id, {Columns}, set_by, recorded_at)
        values (@shop, @legalName, @registrationNumber, @address, @taxNumber, @setBy, @now)
        returning version, {Columns}
        """;
}
