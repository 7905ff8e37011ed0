using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Kernel.Identities;

/// <summary>
/// Sets how identities are normalized before they are compared: the country of phone numbers without a country code,
/// and whether aliases of one mailbox count as one address. Only hashes of the normal form are stored, so a change
/// applies to identities added afterwards.
/// </summary>
internal static class PutIdentitySettings
{
    /// <summary>The settings to put.</summary>
    public sealed record Command(IdentityRules Body, string? IfMatch) : IRequest<IdentitySettings>;

    /// <summary>The settings in force.</summary>
    public sealed record Query : IRequest<IdentitySettings>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/identity-settings", async (
                IdentityRules body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
            {
                var settings = await mediator.Send(new Command(body, ifMatch), cancel);
                response.Headers.ETag = EntityTag.Of(settings.Version);
                return settings.Rules;
            })
            .Describe(
                "putIdentitySettings", "Customers", "Set the identity settings",
                "Sets how identities are normalized before they are compared: the default country of phone numbers "
                    + "without a country code, and whether aliases of one mailbox count as one email address. Only "
                    + "hashes of the normal form are stored, so a change applies to identities added afterwards; add "
                    + "known identities again to compare them in the new form. Sending the settings in force changes "
                    + "nothing. An unknown country is refused, and so is an `If-Match` with an outdated version.")
            .Example("""{"defaultCountry": "CN", "ignoreMailAliases": true}""")
            .Tagged()
            .Scope(Scopes.CustomersWrite).ForPersons(Roles.Admin)
            .Problems(CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/identity-settings", async Task<Results<Ok<IdentityRules>, StatusCodeHttpResult>> (
                HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var settings = await mediator.Send(new Query(), cancel);
                return EntityTag.Answer(http, EntityTag.Of(settings.Version), settings.Rules);
            })
            .Describe(
                "getIdentitySettings", "Customers", "Get the identity settings",
                "Returns the rules by which phone numbers and email addresses are normalized before they are "
                    + "compared.")
            .Tagged()
            .Scope(Scopes.CustomersRead).Produces(StatusCodes.Status304NotModified);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.DefaultCountry)
            .Text(2, 2, IdentityForm.IsCountry).WithErrorCode("COUNTRY_UNKNOWN")
            .WithMessage("defaultCountry must be an ISO 3166 code of two capital letters, such as GB.")
            .When(c => c.Body.DefaultCountry is not null);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, IdentitySettings>, IRequestHandler<Query, IdentitySettings>
    {
        public Task<IdentitySettings> Handle(Command command, CancellationToken cancel)
        {
            var person = caller.RequirePerson();
            return db.Write(caller.Shop.Id, transaction => Set(transaction, command, person), cancel);
        }

        public async Task<IdentitySettings> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.IdentitySettings(caller.Shop.Id), cancel)).OrNone();

        private async Task<IdentitySettings> Set(ShopTransaction transaction, Command command, Person person)
        {
            var read = transaction.Batch();
            // First, because it locks the shop's row: of two changes at once the second sees the first.
            read.RaiseSettingsVersion(transaction.ShopId);
            var state = read.ShopState(transaction.ShopId);
            var latest = read.IdentitySettings(transaction.ShopId);
            await read.Run(transaction.Cancel);
            var old = latest.OrNone();
            EntityTag.Require(command.IfMatch, old.Version);
            if (old.Rules == command.Body) return old;
            var write = transaction.Batch();
            var made = write.Rows<long>(InsertSql, new
            {
                shop = transaction.ShopId,
                command.Body.DefaultCountry,
                command.Body.IgnoreMailAliases,
                setBy = person.OperatorId,
                now = state.First!.Now(caller.Shop, time),
            });
            write.Log(transaction.ShopId, caller, new AuditEntry(
                "identitySettings", "identitySettings", old.Rules, command.Body));
            await write.Commit(transaction.Cancel);
            return new IdentitySettings(made.First, command.Body);
        }
    }

    private const string InsertSql = """
        insert into identity_settings_versions (shop_id, default_country, ignore_mail_aliases, set_by, recorded_at)
        values (@shop, @defaultCountry, @ignoreMailAliases, @setBy, @now)
        returning version
        """;
}
