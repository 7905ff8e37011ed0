using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using SocialCommerce.Api.Contract.Texts;

namespace SocialCommerce.Api.Contract;

/// <summary>Completes an operation: description, scope, parameters, examples and problem answers.</summary>
internal sealed class OperationWriter(OpenApiDocument document, Documentation documentation)
{
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["limit"] = "Maximum number of rows in a page.",
        ["cursor"] = "`nextCursor` of the previous page; omit it for the first page.",
        ["If-Match"] = "ETag of the version that the caller has read; an outdated one is answered with 412.",
        ["customerId"] = "The merchant's own id of a customer.",
        ["guestId"] = "Id of a guest, from the answer to the guest's order.",
        ["orderId"] = "The merchant's own id of an order.",
        ["productId"] = "The merchant's own id of a product.",
        ["touchpointId"] = "The merchant's own id of a touchpoint.",
        ["tierId"] = "The merchant's own id of a member tier.",
        ["planId"] = "Id of a plan version.",
        ["otherPlanId"] = "Id of the plan version to compare with.",
        ["statementId"] = "Id of a statement.",
        ["shopId"] = "Id of a shop.",
        ["keyId"] = "Id of an API key; not the key itself.",
        ["code"] = "Public code of a touchpoint.",
        ["periodEnd"] = "End of the period (exclusive).",
        ["projectId"] = "The shop's own id of a project.",
        ["depth"] = "Only this depth: 1 for direct referrals, 2 for their referrals.",
        ["maxDepth"] = "Deepest level to count; all levels by default.",
        ["declared"] = "True for declared products only, false for products known only from orders.",
        ["rung"] = "Only products on this rung: `traffic`, `low`, `member` or `partner`.",
        ["payeeId"] = "Id of a payee.",
        ["accountId"] = "Id of an account of a payee.",
        ["batchId"] = "Id of a payout batch.",
        ["billNo"] = "Number of a transfer at its channel.",
        ["month"] = "Calendar month in the shop's time zone, such as `2026-01`.",
        ["period"] = "Closed month, such as `2026-01`; the latest closed month by default.",
        ["through"] = "Last closed month of a longer period (inclusive); by default the period is one month.",
        ["by"] = "Dimensions, separated by commas: `kind`, `rule`, `plan`, `tier`, `product`; `kind` by default.",
        ["operatorId"] = "The shop's own id of an operator.",
        ["kind"] = "Only entries of this kind, such as `plan` in the audit log or `refund` among waiting events.",
        ["id"] = "Only changes of the record with this id.",
        ["status"] = "Only entries with this status, such as `waiting`.",
        ["differs"] = "True to list only payees with too much or too little tax withheld.",
        ["days"] = "Upper limits of the age groups in days, ascending, without the last group; `30,60,90` by default.",
        ["refundId"] = "The merchant's own id of a refund.",
        ["eventId"] = "Id of a waiting event.",
        ["caseId"] = "The merchant's own id of an after-sale case.",
        ["chargebackId"] = "The merchant's own id of a chargeback.",
        ["brakeId"] = "The shop's own id of an accrual stop.",
        ["dryRun"] = "True to return the expected result without writing anything.",
        ["disputeId"] = "The shop's own id of a dispute.",
        ["adjustmentId"] = "The shop's own id of an adjustment.",
        ["applicationId"] = "Id of an application to become a partner.",
        ["replayId"] = "Id of a plan backtest.",
        ["promotionId"] = "Id of an entry of the tier history; the latest promotion by default.",
        ["from"] = "Only transfers submitted at or after this time.",
        ["to"] = "Only transfers submitted before this time.",
        ["year"] = "Calendar year in the shop's time zone; the current year by default.",
        ["format"] = "`csv`, `pain001` or `bankCsv`; `csv` by default.",
        ["executionDate"] = "Day on which the bank is to pay, such as `2026-02-13`; the next day by default.",
        ["reconciliationId"] = "Id of a payout reconciliation.",
        ["remittanceId"] = "The shop's own id of a tax remittance.",
        ["invoiceId"] = "Id of an invoice of a business payee.",
        ["amount"] = "Value of the reference order in minor units; 10000 by default.",
    };

    /// <summary>Completes an operation.</summary>
    public void Run(OpenApiOperation operation, ApiDescription api)
    {
        var metadata = api.ActionDescriptor.EndpointMetadata;
        var needs = metadata.OfType<RequiredScope>().LastOrDefault();
        var slice = metadata.OfType<MethodInfo>().LastOrDefault()?.DeclaringType;
        while (slice is { IsNested: true }) slice = slice.DeclaringType;
        var access = $"{Access(needs)}{Person(metadata.OfType<RequiredCallers>().LastOrDefault())}";
        var description = metadata.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description
            ?? (slice is null ? null : documentation.Summary(slice));
        operation.Description = $"{description}\n\n{access}".Trim();
        operation.Tags = operation.Tags?.Select(tag => new OpenApiTagReference(tag.Name!, document)).ToHashSet();
        if (needs is not null) Secure(operation, needs);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) Describe(parameter);
        Body(operation);
        var repeatable = metadata.OfType<Repeatable>().LastOrDefault();
        Headers.Reads(operation, repeatable);
        Problems(operation, metadata);
        Answers(operation, repeatable);
    }

    private static string Access(RequiredScope? needs) => needs switch
    {
        null => "Needs no key.",
        { Scope: null } => "Needs the platform's key.",
        { Scope: var scope } => $"Needs a key of the shop with the scope `{scope}`.",
    };

    private static string Person(RequiredCallers? allowed) => allowed switch
    {
        null => "",
        { Backends: true, Roles.Count: 0 } => " The key must be a backend's, not a person's.",
        { Backends: true, Roles: var roles } =>
            $" The key must be a backend's, or that of a person who is `{string.Join("` or `", roles)}`.",
        { Roles.Count: 0 } => " The key must be a named person's.",
        { Roles: var roles } => $" The key must be that of a person who is `{string.Join("` or `", roles)}`.",
    };

    private void Secure(OpenApiOperation operation, RequiredScope needs)
    {
        var bearer = new OpenApiSecuritySchemeReference(OpenApiDocumentFilter.Bearer, document);
        operation.Security = [new OpenApiSecurityRequirement { [bearer] = [] }];
        operation.AddExtension("x-scopes", new JsonNodeExtension(new JsonArray(needs.Scope ?? "platform")));
    }

    private static void Describe(OpenApiParameter parameter)
    {
        var name = parameter.Name!;
        parameter.Description = Parameters.TryGetValue(name, out var text)
            ? text
            : throw new InvalidOperationException($"Describe the parameter {name}.");
        if (parameter.Schema is not OpenApiSchema schema) return;
        schema.Type &= ~JsonSchemaType.Null;
        Limits.Apply(schema, name);
        schema.Examples = [Samples.Scalar(schema, name)!];
    }

    private void Body(OpenApiOperation operation)
    {
        if (operation.RequestBody is not OpenApiRequestBody body) return;
        // Only the plan's publication has a body that may be absent, and Swashbuckle knows.
        var content = body.Content!.First(media => media.Key.EndsWith("json", StringComparison.Ordinal)).Value;
        body.Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = content };
        if (content.Schema is OpenApiSchema { Type: null } wrapper)
            content.Schema = (wrapper.OneOf ?? wrapper.AllOf ?? []).OfType<OpenApiSchemaReference>().First();
        content.Example = JsonNode.Parse(RequestExamples.Of(operation.OperationId!));
        if (content.Schema is OpenApiSchemaReference { Reference.Id: { } id })
            body.Description = document.Components!.Schemas![id].Description;
    }

    private void Answers(OpenApiOperation operation, Repeatable? repeatable)
    {
        var answers = operation.Responses!;
        foreach (var (status, answer) in answers.ToList())
        {
            if (status[0] > '3') continue;
            var success = (OpenApiResponse)answer;
            success.Description = Meaning(status);
            if (status != "204") Headers.Writes(operation, status, success, repeatable);
            if (status is "204" or "304") success.Content = null;
            foreach (var (type, media) in success.Content ?? new Dictionary<string, OpenApiMediaType>())
                media.Example = Samples.File(type) ?? Samples.Of(document, media.Schema!);
        }
        var sorted = answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
        answers.Clear();
        foreach (var (status, answer) in sorted) answers[status] = answer;
        answers["default"] = ProblemAnswers.Default(document, operation.RequestBody is not null);
    }

    /// <summary>Refers to an answer for each status, and names the codes that those answers do not share.</summary>
    private void Problems(OpenApiOperation operation, IList<object> metadata)
    {
        var (answers, hasBody) = (operation.Responses!, operation.RequestBody is not null);
        foreach (var status in answers.Keys.Where(status => status[0] > '3').ToList()) answers.Remove(status);
        var declared = DeclaredProblems.Of([.. metadata]);
        foreach (var status in declared.Select(type => type.Status).Distinct())
            if (ProblemAnswers.Of(document, declared, status, hasBody) is { } answer)
                answers[status.ToString(CultureInfo.InvariantCulture)] = answer;
        JsonNode[] own =
        [
            .. declared.Except(ProblemAnswers.Shared(declared, hasBody)).Select(type => JsonValue.Create(type.Code)),
        ];
        if (own.Length > 0)
            operation.AddExtension(ProblemAnswers.Codes, new JsonNodeExtension(new JsonArray(own)));
    }

    private static string Meaning(string status) => status switch
    {
        "200" => "OK.",
        "201" => "Created.",
        "202" => "Accepted: processed in the background, when a missing event arrives, or after a decision.",
        "204" => "No content.",
        "304" => "Not modified: the caller has the latest version.",
        _ => throw new InvalidOperationException($"Describe the answer {status}."),
    };
}
